#!/bin/sh
# A newcomer's five minutes: the sessions of README.md, replayed on a bare machine, from the package to the sandbox. Each command
# is to say what README.md shows, and to exit as it shows; a line '...' there stands for whatever comes.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

# session N: the lines of the Nth block of README.md that begins with a prompt.
session() {
    awk -v wanted="$1" '
        /^```/ { fences++; lines = 0; next }
        fences % 2 && !lines++ { number += mine = /^(\$|root#|nobody\$) / }
        fences % 2 && mine && number == wanted' /project/README.md
}

# Without Ubuntu's restriction, bwrap is refused by a stand-in, of which doctor says something else.
as_on_this_kernel() {
    if [ "$KERNEL" = stock ]; then
        sed -e 's/setting up uid map: Permission denied/Creating new namespace failed: Permission denied/' \
            -e 's/^\(.* aa-userns-gen apply runner\)$/\1 --when always/' \
            -e 's/^host: ready: .*/host: ready: this kernel does not restrict user namespaces, so nothing needs a profile/' \
            -e '/^\$ aa-userns-gen doctor/,/^(exit status/d'
    else
        cat
    fi
}

check_last() {
    [ -n "$line_run" ] || return 0
    expect_status "$wanted_status"
    # A pattern in which nothing but '...' is special.
    pattern=$(printf '%s' "$shown" | sed -e 's/[][*?\\]/\\&/g' -e 's/^\.\.\.$/*/')
    # shellcheck disable=SC2254  # it is a pattern
    case $(printf '%s' "$output" | tr -d '\r') in  # apt gives dpkg a terminal
        $pattern) ;;
        *) complain "README.md shows:" "$shown" "it says:" "$output" ;;
    esac
    line_run=''
}

# play_line PROMPT COMMAND
play_line() {
    check_last
    sentence "README.md: $1 $2"
    line_run=$2 shown='' wanted_status=0
    case $1/$2 in
        '$/sudo '*) run sh -c "${2#sudo }" ;;
        'root#'/*) run sh -c "$2" ;;
        *) run as_nobody sh -c "$2" ;;
    esac
}

play() {
    line_run=''
    session "$1" | as_on_this_kernel >/tmp/session
    while IFS= read -r line <&4; do
        case $line in
            '$ '* | 'nobody$ '* | 'root# '*) play_line "${line%% *}" "${line#* }" ;;
            '' | '# '*) check_last ;;
            '(exit status '*) wanted_status=${line#'(exit status '} wanted_status=${wanted_status%')'} ;;
            *) shown=${shown:+$shown$newline}$line ;;
        esac
    done 4</tmp/session
    check_last
}

newline='
'
mkdir /tmp/home
cp /project/build/aa-userns-gen_*_amd64.deb /tmp/home
cd /tmp/home
restrict_users

play 1
sentence "README.md has no other session"
expect_no_output session 2
sentence "the session of its picture is what packaging/demo shows"
expect_status 0 aa-userns-gen remove --all --purge
run sh /project/packaging/demo-story
expect_status 0
if [ "$KERNEL" = ubuntu ]; then
    printf '%s\n' "$output" | python3 /project/packaging/pictures/draw text >/tmp/shown
    expect_same /project/packaging/pictures/session.txt /tmp/shown
fi
