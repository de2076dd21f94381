. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
own=image/etc/aa-userns-gen/policies
mkdir -p $own
set -- --root image

say "The policies that are known here: installed, the administrator's, applied"
printf 'version: 1\nname: site\ndescription: Ours\nbinaries: [{path: [/usr/bin/bwrap, /opt/x], template: bwrap}]\n' >$own/site.yaml
printf 'version: 1\nname: everywhere\nbinaries: [{path: "/usr/bin/bw*", glob: true, profile: all, template: gateway}]\n' >$own/file-name.yaml
printf 'version: 1\nname: limit\nsysctls: [{name: user.max_user_namespaces, value: 100, reason: few}]\n' >limit.yaml
printf 'version: 1\nname: \033[31mred\n' >$own/bad.yaml
"$AUG_BINARY" apply "$@" --parser "$good" --quiet site limit.yaml
run list "$@"
run list "$@" --json | sed -n '/"name": "site"/,/^    }/p'
say "An example is applied by nobody as it stands"
for example in electron-app appimage; do run apply "$@" --parser "$good" $example; done
say "Their texts, to be written to a file"
run show "$@" site
run show "$@" runner | grep -v '^#'
"$AUG_BINARY" show "$@" runner 2>/dev/null >copy.yaml
run check "$@" --parser "$good" copy.yaml
say "By the name in the text, and of what is applied alone"
run show "$@" everywhere
run show "$@" limit
run show "$@" --json limit
say "What is unknown, and what would act on a terminal"
run show "$@" runnr
run show "$@" nothing-like-it
run show "$@"
run show "$@" runner codex
run show "$@" bad
say "An administrator's policy comes before an installed one of its name"
cp $own/site.yaml $own/runner.yaml
run list "$@" | grep runner.yaml
run show "$@" runner
