. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
mkdir -p image/opt/tool
printf '\177ELF bubblewrap\n' >image/usr/bin/bwrap
printf '\177ELF of its own\n' >image/opt/tool/tool
printf '\177ELF a shell\n' >image/usr/bin/sh
chmod 755 image/opt/tool/tool image/usr/bin/sh
own=image/etc/aa-userns-gen/policies

say "A policy to edit: a folder and a file of root's, and what to do next"
run new --root image ours
(cd image/etc/aa-userns-gen && find . -printf '%m %u %p\n' | sort -k 3)
cat $own/ours.yaml
run check --root image --parser "$good" ours
for command in plan apply; do run $command --root image --parser "$good" ours; done
sed -i 's|/opt/Example App/example-app|/opt/tool/tool|' $own/ours.yaml
run check --root image --parser "$good" ours
say "For programs that are named: the entries of suggest"
"$AUG_BINARY" suggest --root image /opt/tool/tool 2>&1 | sed 's/^name: tool/name: tools/' >suggested
run new --root image tools /opt/tool/tool
diff suggested $own/tools.yaml && echo "the same"
run new --root image both /usr/bin/bwrap /usr/bin/sh
tail -n 4 $own/both.yaml
run apply --root image --parser "$good" tools
say "Never over another, nor by the name of one that is known"
before=$(tree image/etc)
run new --root image ours /usr/bin/bwrap
printf 'version: 1\nname: mine\nbinaries: [{path: /opt/x, template: gateway}]\n' >$own/other-file.yaml
printf 'version: 1\nname: passing\nbinaries: [{path: /opt/y, template: gateway}]\n' >passing.yaml
"$AUG_BINARY" apply --quiet --root image --parser "$good" passing.yaml
run new --root image mine
run new --root image runner
run new --root image passing
ln -s /nowhere $own/dangling.yaml
run new --root image dangling
rm $own/other-file.yaml $own/dangling.yaml
run remove --quiet --root image --parser "$good" passing
say "Nothing is written where no program gets an entry, or the name is none"
run new --root image shell /usr/bin/sh
run new --root image again /opt/tool/tool
run new --root image /opt/tool/tool
run new --root image Tools
run new --root image
[ "$(tree image/etc)" = "$before" ] && echo "as before"
say "Nor into a folder that others can change"
chown 1234 image/etc/aa-userns-gen
run new --root image theirs
chown 0 image/etc/aa-userns-gen
chmod o+w $own
run new --root image theirs
chmod o-w $own
say "JSON"
run new --root image --json fine /usr/bin/bwrap | grep -v '"policy": '
