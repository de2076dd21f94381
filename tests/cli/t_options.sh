. "$(dirname "$0")/lib.sh"
# Every command with every option: it is taken and does what it says, or it is refused.
good=$(parser good)
old=$(parser old)
commands=$("$AUG_BINARY" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
common='json color quiet help version'
shared='root apparmorfs parser templates when dry-run verbose restart-units best-effort metrics'
own='all purge exit-code output log list'

# What an option is tried with.
value_for() {
    case $1 in
        root | apparmorfs | templates | output) echo "--$1=$box/none" ;;
        parser | metrics | log) echo "--$1=$box/none" ;;
        when | color) echo "--$1=always" ;;
        *) echo "--$1" ;;
    esac
}

is_taken() { grep -qx "$1 --$2" taken; }
takers() { sed -n "s/ --$1\$//p" taken; }

say "Which command takes which option"
for option in $common $shared $own; do
    ender=--help
    if [ $option = help ]; then ender=--version; fi
    for command in $commands; do
        if "$AUG_BINARY" "$command" "$(value_for $option)" $ender >/dev/null 2>&1; then echo "$command --$option"; fi
    done
done >taken
for option in $common $shared $own; do echo "--$option:" $(takers $option); done

say "Each help names what is taken, and no other"
for command in $commands; do
    "$AUG_BINARY" "$command" --help | sed -n "s/^  \(-[a-zA-Z] \[ \)\{0,1\}\(--[a-z-]*\).*/$command \2/p"
done | sort >named
sort taken | diff - named && echo "so it is"

say "What is refused, and what is offered instead"
run status --dry-run --metrics metrics.prom
[ ! -e metrics.prom ] && echo 'nothing is written'
run explain --root image text
run recover --restart-units
run apply --dry runner
run apply --best-efort runner
run plan --colour=always runner
run history -x
run --dryrun apply runner

# The scene: two policies with one profile, which loses a path when one of them goes, and has drifted; a policy that is not
# applied. For recover: the same, with the apply of that one interrupted.
image base
printf '\177ELF' >base/usr/bin/bwrap
mkdir -p base/etc/aa-userns-gen/policies base/var/log own
# policy NAME PATHS TEMPLATE
policy() {
    printf 'version: 1\nname: %s\nbinaries: [{path: %s, template: %s}]\n' "$@" >"base/etc/aa-userns-gen/policies/$1.yaml"
}
policy more /usr/bin/bwrap bwrap
policy site '[/usr/bin/bwrap, /opt/bwrap]' bwrap
policy new /opt/new gateway
sed 's/^  userns,/  userns, # mine/' "$tests/../templates/bwrap" >own/bwrap
printf '# mine\nprofile @PROFILE@ @ATTACHMENT@ flags=(unconfined) { userns, }\n' >own/gateway
grep 'comm="bwrap"' "$tests/unit/core/log/audit_samples.log" >base/var/log/kern.log
"$AUG_BINARY" apply --quiet --root base --parser "$good" more
"$AUG_BINARY" apply --quiet --root base --parser "$good" site
cp -a base interrupted
kernel kernel
rm kernel/.replace
mkfifo kernel/.replace
"$AUG_BINARY" apply --when always --root interrupted --apparmorfs "$box/kernel" --parser "$good" new >/dev/null 2>&1 &
while [ ! -e interrupted/var/lib/aa-userns-gen/pending ]; do sleep 0.1; done
kill -9 $!
wait $! 2>/dev/null || true
echo "# drifted" >>base/etc/apparmor.d/aa-userns-gen.bwrap

# arguments_of COMMAND
arguments_of() {
    case $1 in
        check) echo check new ;;
        render) echo render new --output out ;;
        plan | apply) echo "$1 new" ;;
        remove) echo remove site ;;
        doctor) echo doctor /usr/bin/bwrap ;;
        show) echo show new ;;
        new) echo new another ;;
        explain) echo explain 'setting up uid map: Permission denied' ;;
        *) echo "$1" ;;
    esac
}

prepare() {
    rm -rf image kernel out parsers/calls metrics.prom
    if [ "$1" = recover ]; then cp -a interrupted image; else cp -a base image; fi
    kernel kernel
}

# see COMMAND OPTION...: what it prints, and what it leaves; all that others use for it stands in the scene.
see() {
    prepare "$1"
    what=$(arguments_of "$1")
    shift
    status=0
    # shellcheck disable=SC2086  # a command with its arguments
    "$AUG_BINARY" $what "$@" 2>&1 || status=$?
    echo "$status"
    cat parsers/calls 2>/dev/null
    left
}
left() {
    for folder in image out; do
        [ ! -d $folder ] || (cd $folder && find . -name lock -prune -o -printf '%m %p %l\n' -name history -o -type f -exec cksum {} +)
    done | sort
}

# differs COMMAND OPTIONS ALTERNATIVE: whether it makes a difference.
differs() {
    # shellcheck disable=SC2086  # lists of options
    see "$1" $2 >with
    # shellcheck disable=SC2086
    see "$1" $3 >without
    ! cmp -s with without
}

# where COMMAND: the options by which it works on the scene.
where() {
    if is_taken "$1" root; then echo "--root image"; fi
    if is_taken "$1" parser; then echo "--parser $good"; fi
}

# is_honoured COMMAND OPTION
is_honoured() {
    here=$(where "$1")
    case $2 in
        root)
            mkdir -p empty
            differs "$1" "$here" "--root empty ${here#--root image}"
            ;;
        apparmorfs) differs "$1" "$here" "$here --apparmorfs $box/kernel" ;;
        parser) differs "$1" "$here" "--root image --parser $old" ;;
        templates)
            mine=own
            if [ "$1" = check ]; then mine=none; fi  # it shows no text
            differs "$1" "$here" "$here --templates $box/$mine"
            ;;
        when) differs "$1" "$here --apparmorfs $box/kernel" "$here --apparmorfs $box/kernel --when always" ;;
        dry-run)
            # shellcheck disable=SC2086  # lists of options
            see "$1" $here >/dev/null && left >wet
            # shellcheck disable=SC2086
            see "$1" $here --dry-run >/dev/null && left >dry
            prepare "$1"
            left | cmp -s - dry && ! cmp -s dry wet
            ;;
        verbose)
            worse=
            if [ "$1" = check ]; then worse="--templates $box/none"; fi  # it has more to say of messages alone
            differs "$1" "$here $worse" "$here $worse --verbose"
            ;;
        metrics) see "$1" $here --metrics metrics.prom >/dev/null && grep -q ^aa_userns_gen_generation metrics.prom ;;
        best-effort)
            case $1 in
                verify)
                    worse="--root image --apparmorfs $box/kernel/features --parser $good"
                    if [ "$(id -u)" != 0 ]; then worse=; fi
                    ;;
                *) worse="--root image --parser $old" ;;
            esac
            # shellcheck disable=SC2086
            see "$1" $worse | grep -qx 4 && see "$1" $worse --best-effort | grep -qx 0
            ;;
        json) see "$1" $here --json | grep -q "^  \"command\": \"$1\"" ;;
        quiet)
            prepare "$1"
            printed=$("$AUG_BINARY" $(arguments_of "$1") $here --quiet 2>&1) || true
            [ -z "$printed" ] && differs "$1" "$here" "$here --quiet"
            ;;
        color) "$AUG_BINARY" "$1" $here --color=always '' '' 2>&1 | grep -q "$(printf '\033')" ;;
        help) "$AUG_BINARY" "$1" --help | grep -q "^Usage: aa-userns-gen $1 " ;;
        version) "$AUG_BINARY" "$1" --version | grep -q '^aa-userns-gen [0-9]' ;;
    esac
}

say "Each option does what it says, for every command that takes it"
for option in $common $shared; do
    for command in $(takers "$option"); do
        case $command/$option in
            # What is restarted is seen on a machine with systemd, and what only a plain user meets on one with such users.
            */restart-units | recover/best-effort) continue ;;
        esac
        is_honoured "$command" "$option" || echo "--$option of $command does nothing"
    done
done
echo "that is all"
