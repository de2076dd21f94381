# shellcheck shell=sh
# Sentences with expectations, as lib.sh describes them, for scripts that run elsewhere as well.

sentences=0 failures=0 open_sentence='' complaints='' output='' status=0

sentence() {
    close_sentence
    open_sentence=$1
}

close_sentence() {
    [ -n "$open_sentence" ] || return 0
    sentences=$((sentences + 1))
    if [ -z "$complaints" ]; then
        echo "ok - $open_sentence"
    else
        failures=$((failures + 1))
        printf 'not ok - %s\n%s' "$open_sentence" "$complaints"
    fi
    open_sentence='' complaints=''
}

# What went wrong is kept until the sentence ends: later expectations are still looked at.
complain() {
    complaints="$complaints$(printf '%s\n' "$@" | sed 's/^/#   /')
"
}

run() {
    command=$*
    status=0
    output=$("$@" 2>&1) || status=$?
}

expect_status() {
    wanted=$1
    shift
    [ $# = 0 ] || run "$@"
    [ "$status" = "$wanted" ] || complain "$command" "exit status $status instead of $wanted" "$output"
}

expect_output() {
    wanted=$1
    shift
    [ $# = 0 ] || run "$@"
    case $output in
        *"$wanted"*) ;;
        *) complain "$command" "does not say: $wanted" "$output" ;;
    esac
}

expect_no_output() {
    [ $# = 0 ] || run "$@"
    [ -z "$output" ] || complain "$command" "should say nothing" "$output"
}

expect_same() {
    run diff "$1" "$2"
    [ "$status" = 0 ] || complain "differs: $1 (<) from $2 (>)" "$output"
}

# A script that has something to take away at its end defines this anew.
clean_up() { :; }

finish() {
    code=$?
    clean_up
    [ "$code" = 0 ] || complain "the script stopped here, with exit status $code"
    close_sentence
    echo "1..$sentences"
    [ "$failures" = 0 ] || exit 1
}
trap finish EXIT
