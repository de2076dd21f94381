. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
kernel kernel
set -- --root image --apparmorfs "$box/kernel"

say "Nothing to recover"
run recover "$@"
run recover "$@" --dry-run
say "An apply that was killed while it loaded"
before=$(tree image/etc)
rm kernel/.replace
mkfifo kernel/.replace
"$AUG_BINARY" apply --when always "$@" --parser "$good" runner &
while [ ! -e image/var/lib/aa-userns-gen/pending ]; do sleep 0.1; done
kill -9 $!
wait $! 2>/dev/null || true
run status "$@" --parser "$good"
say "A dry run shows what would be taken back, and takes back nothing"
during=$(tree image)
run recover "$@" --dry-run
run recover "$@" --dry-run --json
[ "$during" = "$(tree image)" ] && [ ! -s kernel/.remove ] && echo "as before"
say "And this takes it back"
run recover "$@" --json
[ "$before" = "$(tree image/etc)" ] && echo "as before the apply"
run recover "$@"
