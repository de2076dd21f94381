. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
mkdir -p image/etc/aa-userns-gen/policies
printf 'version: 1\nname: own-tool\nbinaries: [{path: /opt/tool, template: gateway}]\n' >image/etc/aa-userns-gen/policies/tool.yaml
set -- --root image --parser "$good"
"$AUG_BINARY" apply "$@" --quiet runner
before=$(tree image)

say "A slip of the pen is no policy that is gone"
run remove "$@" runnr
run remove "$@" runner own-tol no-such-thing
run remove "$@" --dry-run runnr
run remove "$@" --json runnr
[ "$before" = "$(tree image)" ] && echo "as before"
say "A program that an applied policy names is no policy, but that is told"
for word in bwrap /usr/bin/bwrap; do run remove "$@" $word; done
run status "$@" bwrap
say "Removed already: what is known here, and with --best-effort any name"
run remove "$@" codex own-tool
run remove "$@" --best-effort runnr
say "What is applied goes, with a name beside it that is known"
run remove "$@" runner codex
