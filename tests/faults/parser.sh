#!/bin/sh
# A parser that is killed, hangs, is replaced while it runs, or hands over what the kernel refuses: the host is as before.
# shellcheck source=tests/faults/changes.sh
. /project/tests/faults/changes.sh

parser=/usr/local/sbin/apparmor_parser
tried=0

# A script in the parser's place; what compiles is the call with --stdout. $real does the work.
with_parser() {
    printf '#!/bin/sh\nreal=/usr/sbin/apparmor_parser\n%s\n' "$1" >$parser.new
    chmod 755 $parser.new
    mv $parser.new $parser
}

# refused TEXT SAYS: with this parser, a change is refused, and nothing of it stays.
refused() {
    with_parser "$1"
    refused_by_what_is_there "$2"
}

refused_by_what_is_there() {
    # shellcheck disable=SC2086  # words
    run aa-userns-gen ${change:-apply --when always --quiet /tmp/policy.yaml} --parser $parser
    case $status in 1 | 4) ;; *) complain "$command" "exit status $status" ;; esac
    expect_output "$1"
    whole_host >/tmp/now
    expect_same /tmp/before /tmp/now
    [ -z "$(pgrep -x sleep)" ] || complain "what the parser left behind still runs"
    tried=$((tried + 1))
}

add_binary() { printf '  - path: %s\n    template: gateway\n' "$1" >>/tmp/policy.yaml; }

# shellcheck disable=SC2016  # for the parser
compiling='case "$*" in *--stdout*)'
learn apply-changed

# shellcheck disable=SC2016  # for the parsers
{
    sentence "a parser that is killed, at once or in the middle of its output"
    refused 'kill -9 $$' "killed by signal 9"
    refused "$compiling"' $real "$@" | head -c 1000; kill -9 $$ ;; esac; exec $real "$@"' "killed by signal 9"
    refused "$compiling"' $real "$@" | head -c 1000; exit 0 ;; esac; exec $real "$@"' "cannot"

    sentence "a parser that hangs is ended, with all that it has started"
    refused "$compiling"' sleep 1000 & sleep 1000 ;; esac; exec $real "$@"' "no answer from $parser within 60 s"

    sentence "what the kernel refuses"
    refused "$compiling"' $real "$@" >/tmp/compiled; printf "\377\377\377\377" | dd of=/tmp/compiled bs=1 seek=1500 conv=notrunc 2>/dev/null
        cat /tmp/compiled; exit 0 ;; esac; exec $real "$@"' "cannot load"

    sentence "a parser that compiles something else is found out by its profile"
    refused "$compiling"' for last; do :; done; sed s:/usr/bin/false:/usr/bin/true: "$last" >/tmp/other
        set -- "$@" /tmp/other; exec $real --skip-kernel-load --skip-cache --stdout --base /etc/apparmor.d /tmp/other ;; esac
        exec $real "$@"' "cannot"
}

# What serves another's program is compiled with the helpers, and without them again.
for change in extend withdraw; do
    learn $change
    change=$(command_of $change)
    sentence "what $change compiles of somebody else's: a parser that is killed, fails, and hands over what the kernel refuses"
    # shellcheck disable=SC2016  # for the parsers
    for fault in 'kill -9 $$' '$real "$@" | head -c 1000; kill -9 $$' 'exit 1' \
        '$real "$@" | { head -c 1500; printf "\377\377\377\377"; tail -c +1505; }; exit 0'; do
        refused "$compiling"' for last; do :; done; ! grep -q "^profile sandbox " "$last" || { '"$fault"'; } ;; esac; exec $real "$@"' "cannot"
    done
done
change=
rm -f $parser
learn apply-changed

sentence "one that is replaced by another that works does no harm: the next apply compiles anew"
# shellcheck disable=SC2016  # for the parser
with_parser "$compiling"' cp /usr/sbin/apparmor_parser $0.new; mv $0.new $0 ;; esac; exec $real "$@"'
expect_status 0 apply --parser $parser /tmp/policy.yaml
expect_status 0 aa-userns-gen verify
rm -f $parser
expect_status 0 apply /tmp/policy.yaml
whole_host | grep -v "generations/" >/tmp/now
grep -v "generations/" /tmp/after >/tmp/wanted
expect_same /tmp/wanted /tmp/now

sentence "by one that is older, or by none: what was asked of the first is done, and the next change is refused"
expect_status 0 aa-userns-gen remove new  # whose helpers are compiled with another's profile, by a second call
# shellcheck disable=SC2016  # for the parsers
for replace in 'printf "#!/bin/sh\necho syntax error >&2; exit 1\n" >$0.new; chmod 755 $0.new; mv $0.new $0' 'rm $0'; do
    with_parser "$replace; exec \$real \"\$@\""
    add_binary "/opt/done$tried"
    expect_status 0 apply --parser $parser /tmp/policy.yaml
    add_binary "/opt/refused$tried"
    whole_host >/tmp/before
    refused_by_what_is_there "cannot"
done
close_sentence
echo "# parser: $tried points tried, $failures violations"
