#!/bin/sh
# The completions in real shells: of each command, the options that its help names and no others; names of policies.
# host
set -u
project=$(cd "$(dirname "$0")/../.." && pwd)
export PATH="$project/build/release/bin:$PATH"
folder=$project/packaging/completions
failures=0

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

commands=$(aa-userns-gen --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
for shell in bash zsh fish; do
    expect "$shell offers the commands" "$(printf '%s\n' "$commands" --help --version | sort)" "$("in_$shell" 'aa-userns-gen ')"
    for command in $commands; do
        options=$(aa-userns-gen "$command" --help | grep -o '^  \(-[a-z] \[ \)\{0,1\}--[a-z-]*' | grep -o -- '--.*' | sort)
        expect "$shell offers the options of $command" "$options" "$("in_$shell" "aa-userns-gen $command --")"
    done
    expect "$shell offers the values of --when" "$(printf 'always\nrestricted')" "$("in_$shell" 'aa-userns-gen apply --when ')"
done
[ $failures = 0 ]
