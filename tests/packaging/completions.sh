#!/bin/sh
# The completions in real shells: of each command, the options that its help names and no others; policies, generations, files.
set -u
# In a mount namespace of its own: it puts policies over those of the host.
[ "${1-}" = inside ] || exec unshare --mount "$0" inside
project=$(cd "$(dirname "$0")/../.." && pwd)
binary=$project/build/release/bin/aa-userns-gen
folder=$project/packaging/completions
failures=0

work=$(mktemp -d)
mount -t tmpfs tmpfs "$work"
trap 'cd / && umount --lazy "$work" && rmdir "$work"' EXIT
for place in etc usr/share; do
    mkdir -p "$work/over/$place/aa-userns-gen/policies" "$work/work/$place"
    mount -t overlay -o "lowerdir=/$place,upperdir=$work/over/$place,workdir=$work/work/$place" overlay "/$place" || exit
done
rm -rf /etc/aa-userns-gen/policies /usr/share/aa-userns-gen/policies
mkdir -p /etc/aa-userns-gen/policies
cp -r "$project/policies" /usr/share/aa-userns-gen
cp "$project/policies/runner.yaml" /etc/aa-userns-gen/policies/site.yaml
# shellcheck disable=SC2016  # nobody may expand it
touch '/etc/aa-userns-gen/policies/$(touch ran).yaml'

# What is applied, and which generations there are, is that of an image.
mkdir -p "$work/bin" "$work/here/folder" "$work/image/etc/apparmor.d/abi" "$work/image/usr/bin"
touch "$work/image/etc/apparmor.d/abi/4.0" "$work/here/own.yaml" "$work/here/folder/x"
printf '#!/bin/sh\n' >"$work/image/usr/bin/bwrap"
chmod 755 "$work/image/usr/bin/bwrap"
cp "$project/tests/fakes/apparmor_parser" "$work/bin"
cat >"$work/bin/aa-userns-gen" <<END
#!/bin/sh
case \$*,\$1 in
    *--help* | --*) exec $binary "\$@" ;;
    *,history) exec $binary "\$@" --root $work/image ;;
    *,status | *,apply | *,remove) exec $binary "\$@" --root $work/image --parser $work/bin/apparmor_parser ;;
esac
echo "called with \$*" >>$work/here/ran
END
chmod +x "$work/bin/aa-userns-gen"
export PATH="$work/bin:$PATH"
# What zsh draws is read below: for a terminal that cannot move its cursor, as under CI, it draws otherwise.
export TERM=xterm
cd "$work/here" || exit
aa-userns-gen apply --quiet runner codex && aa-userns-gen remove --quiet codex || exit

# in_bash LINE, in_zsh LINE, in_fish LINE: what is offered at the end of the line, one word a line, sorted.
in_bash() {
    bash -c '. /usr/share/bash-completion/bash_completion; . "$1"/aa-userns-gen.bash
        COMP_LINE=$2 COMP_POINT=${#2}; read -ra COMP_WORDS <<<"$2"; [[ $2 == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _aa_userns_gen aa-userns-gen; printf "%s\n" "${COMPREPLY[@]}"' \
        bash "$folder" "$1" | sort -u
}
in_zsh() { "$project/tests/packaging/zsh-complete" "$folder" "$1" | sort -u; }
in_fish() { fish --no-config -c "source $folder/aa-userns-gen.fish; complete -C '$1'" | cut -f 1 | sort -u; }

expect() {
    if [ "$2" = "$3" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        printf 'wanted:\n%s\ngot:\n%s\n' "$2" "$3" | sed 's/^/#   /'
        failures=$((failures + 1))
    fi
}

# expect_among SENTENCE OFFERED WORD...
expect_among() {
    sentence=$1 offered=$2
    shift 2
    expect "$sentence" "$(printf '%s\n' "$@" | sort)" "$(printf '%s\n' "$offered" | grep -xF "$(printf '%s\n' "$@")")"
}

commands=$(aa-userns-gen --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
shipped=$(basename --suffix=.yaml "$project"/policies/*.yaml)
for shell in bash zsh fish; do
    expect "$shell offers the commands" "$(printf '%s\n' "$commands" --help --version | sort)" "$("in_$shell" 'aa-userns-gen ')"
    for command in $commands; do
        options=$(aa-userns-gen "$command" --help | grep -o '^  \(-[a-zA-Z] \[ \)\{0,1\}--[a-z-]*' | grep -o -- '--.*' | sort)
        expect "$shell offers the options of $command" "$options" "$("in_$shell" "aa-userns-gen $command --")"
    done
    expect "$shell offers the values of --when" "$(printf 'always\nrestricted')" "$("in_$shell" 'aa-userns-gen apply --when ')"
    # shellcheck disable=SC2086  # a list of names
    expect_among "$shell offers policies for apply: the installed, the administrator's, files" \
        "$("in_$shell" 'aa-userns-gen apply ')" $shipped own.yaml site
    # shellcheck disable=SC2086  # a list of names
    expect_among "$shell offers them for show" "$("in_$shell" 'aa-userns-gen show ')" $shipped site
    # shellcheck disable=SC2086  # a list of words
    expect_among "$shell offers the commands for help" "$("in_$shell" 'aa-userns-gen help ')" $commands
    expect "$shell offers what is applied for remove" runner "$("in_$shell" 'aa-userns-gen remove ')"
    expect "$shell offers what is applied for verify, behind options too" runner "$("in_$shell" 'aa-userns-gen verify --quiet ')"
    expect_among "$shell offers programs for new" "$("in_$shell" 'aa-userns-gen new ours ')" own.yaml
    expect "$shell offers it for status" runner "$("in_$shell" 'aa-userns-gen status ')"
    expect "$shell offers the generations for rollback" "$(printf '0\n1\n2')" "$("in_$shell" 'aa-userns-gen rollback ')"
    expect_among "$shell offers files for --metrics" "$("in_$shell" 'aa-userns-gen status --metrics ')" own.yaml
    expect "$shell offers folders for --root" folder "$("in_$shell" 'aa-userns-gen apply --root ' | tr -d /)"
done
expect "nothing else was run" '' "$(ls -d ran 2>/dev/null && cat ran)"
[ $failures = 0 ]
