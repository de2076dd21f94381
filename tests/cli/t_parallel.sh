. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
before=$(tree image)
set -- --root image --parser "$good" --quiet

# delay: up to so many milliseconds, of a stream that is another in each run.
delay() { sleep "0.0$(shuf -i 10-"$1" -n 1)"; }

# round COMMAND...: beside `remove --all --purge`, both begun within a few milliseconds; prints what is not as it has to be.
round() {
    "$AUG_BINARY" apply "$@" runner || echo "not ready"
    (delay 40 && "$AUG_BINARY" remove --all --purge "$@" || echo "purge: exit status $?") >purge.out 2>&1 &
    (delay 60 && "$AUG_BINARY" $command "$@" || echo "$command: exit status $?") >other.out 2>&1
    wait
    cat purge.out other.out
    # Whole, or not at all.
    "$AUG_BINARY" status "$@" || echo "status: exit status $?"
    "$AUG_BINARY" remove --all --purge "$@" || echo "remove: exit status $?"
    [ "$before" = "$(tree image)" ] || { echo "something is left"; tree image; }
}

say "A purge beside another change: one waits for the other, and both are whole"
for command in "apply codex" "reconcile" "remove --all --purge" "remove runner"; do
    echo "$command"
    for number in 1 2 3; do round "$@" || echo "round $number: stopped"; done
done
