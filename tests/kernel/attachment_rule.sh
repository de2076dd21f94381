#!/bin/sh
# Which of several profiles the kernel takes for a path, held against winner_of() for made cases. Each case is played
# with its profiles loaded in every order: a winner must win in all, a tie must leave the program unconfined in all.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

facts=/project/build/release/bin/profile-facts
generation=$(apparmor_parser --version | sed -n 's/.* version \([0-9]*\).*/\1/p')
mount -t tmpfs -o mode=755 tmpfs /opt

# Where the parser may store automata as differences, each case is played a second time with that.
encodings='-Ono-diff-encode'
if [ -e $apparmorfs/features/policy/diff-encode ]; then encodings="$encodings -Odiff-encode"; fi

# write_profile NAME PATTERN: "=/path" is a profile that has the path as its name
write_profile() {
    case $2 in
        =*) printf 'abi <abi/4.0>,\n"%s" flags=(unconfined) {}\n' "${2#=}" ;;
        *) printf 'abi <abi/4.0>,\nprofile %s "%s" flags=(unconfined) {}\n' "$1" "$2" ;;
    esac >"/tmp/case/$1"
    case $2 in =*) echo "${2#=}" ;; *) echo "$1" ;; esac >"/tmp/names/$1"
    apparmor_parser "$encoding" -QKS "/tmp/case/$1" >"/tmp/compiled/$1" 2>/tmp/said || complain "$(cat /tmp/said)"
}

# With the profiles loaded in this order: the one that the program gets, or "unconfined".
label_after() {
    for profile; do cat "/tmp/compiled/$profile" >$apparmorfs/.replace; done
    read -r label <<LABEL
$("$path" /proc/self/attr/current)
LABEL
    for profile; do cat "/tmp/names/$profile" >/tmp/name; printf %s "$(cat /tmp/name)" >$apparmorfs/.remove; done
    echo "${label% (unconfined)}"
}

all_answers() {
    case $* in
        a) label_after a ;;
        'a b') label_after a b; label_after b a ;;
        *)
            for order in 'a b c' 'a c b' 'b a c' 'b c a' 'c a b' 'c b a'; do
                # shellcheck disable=SC2086  # names of profiles
                label_after $order
            done
            ;;
    esac | sort -u
}

# play PATH PATTERN...: profiles a, b and c with these attachments
play() {
    path=$1
    shift
    sentence "$path: $*"
    for encoding in $encodings; do
        play_encoded "$@"
    done
    cases=$((cases + 1))
}

play_encoded() {
    rm -rf /tmp/case /tmp/names /tmp/compiled
    mkdir -p /tmp/case /tmp/names /tmp/compiled "${path%/*}"
    cp /bin/cat "$path"
    profiles=''
    for profile in a b c; do
        [ $# != 0 ] || break
        write_profile $profile "$1"
        profiles="$profiles $profile"
        shift
    done
    # shellcheck disable=SC2086  # names of profiles
    answers=$(all_answers $profiles)
    rm "$path"
    if [ "$encoding" = -Odiff-encode ]; then
        said=$("$facts" winner "${generation}diff" /tmp/case "$path")
        # Of wildcards nothing is certain then, not even that they do not match.
        case $said in none | uncertain) return ;; esac
        encoded=$((encoded + 1))
    else
        said=$("$facts" winner "$generation" /tmp/case "$path")
    fi
    case $said in
        tie | none) [ "$answers" = unconfined ] || complain "said: $said" "kernel: $answers" "$encoding" ;;
        *) [ "$answers" = "$said" ] || complain "said: $said" "kernel: $answers" "$encoding" ;;
    esac
}
cases=0 encoded=0

# No pattern, one pattern
play /opt/x/run /opt/y/run
play /opt/x/run /opt/x/run
play /opt/x/run '/opt/*'
play /opt/x/run '/opt/**'
play /opt/x/run '/opt/x/{,run}'
play /opt/x/run '/opt/*/run' '/opt/x/run/*'
# A path and a wildcard
play /opt/x/run /opt/x/run '/opt/x/*'
play /opt/x/run /opt/x/run '/opt/**'
play /opt/x/run /opt/x/run '/opt/x/ru?'
play /opt/x/run /opt/x/run '/opt/x/r[a-z]n'
play /opt/x/run /opt/x/run '/opt/x/r[^a-c]n'
play /opt/x/run /opt/x/run '/opt/x/{run,other}'
play /opt/x/run /opt/x/run '/opt/{x/,}run'
play /opt/x/run /opt/x/run /opt/x/run
play /opt/x/run /opt/x/run '/opt/x/run{,s}'
play /opt/x/run /opt/x/run '/opt/x/run*'
play /opt/x/run /opt/x/run '/opt/x/r**'
# Two wildcards
play /opt/x/run '/opt/x/*' '/opt/*/run'
play /opt/xyz/run '/opt/xyz/*' '/opt/*/run'
play /opt/xyz/run '/opt/xyz/*' '/opt/xy*/run'
play /opt/xyz/run '/opt/x**' '/opt/xyz/r*'
play /opt/xyz/run '/opt/**' '/opt/*/*'
play /opt/xyz/run '/opt/**' '/opt/*/run'
play /opt/xyz/run '/opt/**/run' '/opt/*/run'
play /opt/xyz/run '/opt/**/run' '/opt/xyz/**'
play /opt/xyz/run '/opt/x?z/*' '/opt/xyz/*'
play /opt/xyz/run '/opt/x?z/*' '/opt/x[xyz]z/**'
play /opt/v1/bin/gw '/opt/v*/bin/gw' '/opt/v1/*/gw'
play /opt/v12/bin/gw '/opt/v*/bin/gw' '/opt/v[0-9]*/bin/gw'
play /opt/v12/bin/gw '/opt/v[0-9]*/bin/gw' '/opt/v12/*/*'
play /opt/v12/bin/gw '/opt/v*/bin/gw' '/opt/v*/bin/*'
play /opt/v12/bin/gw '/opt/v*/bin/gw' '/opt/v12/bin/*'
# Alternatives
play /opt/x/run '/opt/{x,y}/run' '/opt/{x,z}/run'
play /opt/x/run '/opt/{x,y}/*' '/opt/{x,longer}/run'
play /opt/longer/run '/opt/{x,longer}/run' '/opt/longer/*'
play /opt/longer/run '/opt/{x,longer}/*' '/opt/longer/r*'
play /opt/longer/run '/opt/{longer/,}run' '/opt/longer/{run,walk}'
play /opt/longer/run '/opt/{longer/,}ru*' '/opt/longer/ru*'
play /opt/a/b/run '/opt/{a{/b,},c}/run' '/opt/a/b/*'
play /opt/usr/local/bin/run '/opt/{,usr/{,local/}}bin/run' '/opt/usr/local/bin/r*'
play /opt/usr/local/bin/run '/opt/{,usr/{,local/}}bin/*' '/opt/usr/**'
play /opt/x/run '/opt/{x/run,**}' '/opt/x/*'
play /opt/x/run '/opt/{x/run,y/*}' '/opt/x/*'
play /opt/x/run '/opt/{x,y,}{,/}{run,walk}' '/opt/x/ru*'
# Ways back over several states
play /opt/a-b-bin '/opt/*-bin' '/opt/a*'
play /opt/a-b-bin '/opt/*-bin' '/opt/a-*'
play /opt/a-b-bin '/opt/a*-bin' '/opt/a-*bin'
play /opt/lib/lib/run '/opt/**lib/run' '/opt/lib/*/run'
play /opt/aaaaab '/opt/a*b' '/opt/*ab'
play /opt/abababab '/opt/*abab' '/opt/ab*'
play /opt/abababab '/opt/{ab,abab}**' '/opt/abab*'
# Long paths, odd letters
play /opt/0123456789012345678901234567890123456789/run '/opt/*/run' '/opt/0123456789012345678901234567890123456789/*'
play /opt/0123456789012345678901234567890123456789/run '/opt/0123456789*/run' '/opt/012345678901234567890123456789*/r*'
play '/opt/with space/run' '/opt/with space/run' '/opt/with */run'
play '/opt/x,y/{run}' '/opt/x\,y/\{run\}' '/opt/x,y/*'
play /opt/ü/run '/opt/ü/run' '/opt/??/run'
play /opt/ü/run '/opt/?/run' '/opt/ü/run'
play '/opt/a*b' '/opt/a\*b' '/opt/a\052b'
# The path as name
play /opt/x/run =/opt/x/run
play /opt/x/run =/opt/x/run /opt/x/run
play /opt/x/run =/opt/x/run '/opt/x/*'
play /opt/x/run '=/opt/x/*' '/opt/x/run'
play /opt/x/run '=/opt/x/{run,walk}' /opt/x/run
# Three
play /opt/x/run /opt/x/run '/opt/x/*' '/opt/**'
play /opt/x/run '/opt/**' '/opt/x/*' '/opt/x/*'
play /opt/x/run '/opt/**' '/opt/**' /opt/x/run
play /opt/xyz/run '/opt/**' '/opt/*/run' '/opt/xyz/*'
play /opt/x/run /opt/x/run /opt/x/run '=/opt/x/run'
play /opt/v12/bin/gw '/opt/v*/bin/gw' '/opt/v12/*/gw' '/opt/v12/bin/g?'
play /opt/x/run /opt/x/run '/opt/x/ru?' '/opt/x/walk'

close_sentence
echo "# $cases cases; $encoded with differences"
