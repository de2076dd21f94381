. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
set -- --root image --parser "$good"

say "Nothing is applied"
run verify "$@"
say "In an image tree, files are all that there is to prove"
run apply "$@" --quiet runner
run verify "$@"
run verify "$@" --json runner
say "A policy that is not applied, and names that no policy has"
run verify "$@" other
for command in status verify; do run $command "$@" runner codex runnr; done
say "Names restrict status as they do verify"
"$AUG_BINARY" apply "$@" --quiet codex
run status "$@" codex
run status "$@" --metrics "$box/metrics.prom" codex
"$AUG_BINARY" remove "$@" --quiet codex
say "A file that was changed"
echo '# edited' >>image/etc/apparmor.d/aa-userns-gen.bwrap
run verify "$@"
say "A kernel that has lost the profile"
run remove "$@" --quiet runner
kernel kernel
run apply "$@" --quiet runner
run verify "$@" --apparmorfs "$box/kernel"
