. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
before=$(tree image)

cat >tool.yaml <<'END'
version: 1
name: tool
binaries:
  - path: /usr/bin/tool
    template: gateway
END

say "Nothing is applied"
run status --root image --parser "$good"
say "A plan writes nothing"
run plan --root image --parser "$good" tool.yaml --exit-code
[ "$before" = "$(tree image)" ] && echo "as before"
say "Apply stages the files"
run apply --root image --parser "$good" runner
tree image/etc
stat -c '%a %n' image/var/lib/aa-userns-gen image/var/lib/aa-userns-gen/generations/1/generation.json
say "A second time there is nothing to do, and no parser runs"
rm parsers/calls
run apply --root image --parser "$good" runner
[ ! -e parsers/calls ] && echo "no parser ran"
run plan --root image --parser "$good" runner --exit-code
say "A dry run changes nothing"
during=$(tree image)
run apply --root image --parser "$good" tool.yaml --dry-run
run remove --root image --parser "$good" runner --dry-run
[ "$during" = "$(tree image)" ] && echo "as before"
say "Two policies that name one binary share it"
run apply --root image --parser "$good" codex tool.yaml
run remove --root image --parser "$good" runner
run status --root image --parser "$good"
say "A binary that drifted"
echo "# more" >>image/etc/apparmor.d/aa-userns-gen.bwrap
run status --root image --parser "$good"
run apply --root image --parser "$good" codex --verbose
say "Each change tells its steps when asked"
run remove --root image --parser "$good" codex --verbose
run rollback --root image --parser "$good" --verbose
run reconcile --root image --parser "$good" --verbose
say "A policy that is not applied"
run remove --root image runner
run verify --root image --parser "$good" runner
say "Remove takes everything away, also without a parser"
run remove --root image --parser "$box/no-parser" --all --purge
[ "$before" = "$(tree image)" ] && echo "as before"

say "Standard output that takes nothing: what is done is done, and what only tells has failed"
image full
to_nowhere() {
    echo "\$ aa-userns-gen $* >/dev/full"
    status=0
    "$AUG_BINARY" "$@" 2>&1 >/dev/full || status=$?
    [ "$status" = 0 ] || echo "[exit $status]"
}
to_nowhere apply --root full --parser "$good" runner
to_nowhere status --root full --parser "$good"
to_nowhere --help
run status --root full --parser "$good"
