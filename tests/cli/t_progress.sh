. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image

# on_terminal ARGUMENTS...: as run, on a terminal; "~ " begins what overwrites the line before.
on_terminal() {
    echo "\$ aa-userns-gen $*"
    status=0
    TERM=${terminal-vt100} script --quiet --return --command "'$AUG_BINARY' $*" /dev/null </dev/null >shown || status=$?
    sed 's/\r$//; s/\x1b\[?7[lh]//g; s/\r\x1b\[K/\n~ /g' shown
    [ "$status" = 0 ] || echo "[exit $status]"
}

say "What is being done is shown in one line, which is gone before the result comes"
on_terminal apply runner --root image --parser "$good" --color=never
say "That it waits is said only where it does"
flock image/var/lib/aa-userns-gen/lock sleep 2 &
until ! flock --nonblock image/var/lib/aa-userns-gen/lock true; do sleep 0.1; done
on_terminal remove runner --root image --parser "$good" --color=never
wait
"$AUG_BINARY" apply runner --root image --parser "$good" --quiet
say "A failure, too"
on_terminal apply runner --root image --parser "$(parser silent)" --color=never --when always
say "Not with --quiet, nor on a terminal that cannot overwrite"
on_terminal remove runner --root image --parser "$good" --quiet
terminal=dumb on_terminal apply runner --root image --parser "$good" --color=never
