. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
set -- --root image --parser "$good"
for name in one two; do
    printf 'version: 1\nname: %s\nbinaries: [{path: /opt/%s, template: gateway}]\n' $name $name >$name.yaml
done
printf 'version: 1\nname: limit\nsysctls: [{name: user.max_user_namespaces, value: 100, reason: few}]\n' >limit.yaml
"$AUG_BINARY" apply "$@" --quiet limit.yaml one.yaml

# on_terminal COLUMNS ARGUMENTS...: as run, on a terminal of that width; <g> is good, <b> bad, <w> weak, <> the end of it.
on_terminal() {
    columns=$1
    shift
    echo "\$ aa-userns-gen $*"
    status=0
    script --quiet --return --command "stty cols $columns; exec '$AUG_BINARY' $*" /dev/null </dev/null >shown || status=$?
    sed 's/\r$//; s/\x1b\[?7[lh]//g; s/^.*\r\x1b\[K//; s/\x1b\[32m/<g>/g; s/\x1b\[1;31m/<b>/g; s/\x1b\[33m/<w>/g; s/\x1b\[0m/<>/g' shown
    [ "$status" = 0 ] || echo "[exit $status]"
}

say "apply shows what was asked for"
run apply "$@" two.yaml
run apply "$@" limit.yaml
say "With --verbose all"
run apply "$@" two.yaml --verbose
say "A plan ends with what it comes to; what is written down is for --verbose"
run plan "$@" runner limit.yaml
run plan "$@" runner --verbose | grep -v '^[-+@]'
run plan "$@" two.yaml
run remove "$@" one --dry-run | tail -n 1
printf '# edited\n' >>two.yaml
run plan "$@" two.yaml
say "On a terminal its diff has colours"
on_terminal 80 plan "$@" runner | head -n 12
on_terminal 80 plan "$@" runner --color=never | head -n 3
run plan "$@" runner --color=always | grep -c "$(printf '\033\[32m+')"
say "Rows fit a terminal, and are never cut"
name=/opt/vendor/a-long-name/of-a-folder/and-a-program-in-it
printf 'version: 1\nname: long\nbinaries: [{path: %s, template: gateway, profile: long, allow: [user-writable], reason: the vendor updates itself in place}]\n' $name >long.yaml
"$AUG_BINARY" apply "$@" --quiet long.yaml
on_terminal 80 status "$@" --color=never
on_terminal 50 status "$@" --color=never
on_terminal 60 list --root image --color=never | grep -A 1 "^runner"
run status "$@"
say "doctor on a terminal: the first cause with its remedy, a line for each other problem, one for what is well"
ln -s /gone image/etc/apparmor.d/gone
ln -s /gone image/etc/apparmor.d/other
on_terminal 80 doctor "$@"
on_terminal 80 doctor "$@" --verbose --color=never | grep -c '^ok'
rm image/etc/apparmor.d/gone image/etc/apparmor.d/other
on_terminal 80 doctor "$@" --color=never
say "What an error means fits, too"
on_terminal 60 explain bwrap-uid-map --color=never
say "A program that is in none of the places where it may be has one row"
run apply "$@" codex
say "What changes nothing on the host is said to"
"$AUG_BINARY" apply "$@" --quiet runner
run history --root image | tail -n 3
