. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
before=$(tree image)
set -- --root image --parser "$good"
state=image/var/lib/aa-userns-gen
as_before() { [ "$before" = "$(tree image)" ] && echo "as before"; }

say "With nothing applied, and with nothing left to remove"
run remove "$@" --all --purge
as_before
run apply "$@" --quiet runner
run remove "$@" --all --dry-run --purge >/dev/null
run remove "$@" --all
run remove "$@" --all --purge
as_before

# interrupted: as a crash leaves it in the middle of a purge.
interrupted() {
    run apply "$@" --quiet runner
    run remove "$@" --quiet --all
    touch $state/purging
    rm -r $state/current $state/generations/1
}
say "A purge that was interrupted: the next command goes on with it"
interrupted "$@"
run status "$@"
run recover --root image --dry-run
run recover --root image
as_before
interrupted "$@"
run remove "$@" --all --purge
as_before
interrupted "$@"
run apply "$@" --quiet codex
run history --root image

say "A purge that fails: what else was asked for is done, and the next command goes on with it"
folder=$state/edited
for number in $(seq 60); do folder=$folder/$number; done
mkdir -p "$folder"
# Each folder on the way down takes a descriptor.
(ulimit -n 40 && run remove "$@" --all --purge) | sed 's|kept: cannot .*|kept: cannot ...|'
run status "$@"
run apply "$@" --quiet runner
run history --root image
ls $state
run remove "$@" --all --purge
as_before
