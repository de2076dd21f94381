. "$(dirname "$0")/lib.sh"

say "Without a command"
run
say "The general help"
run --help
say "The help of each command"
for command in check render plan apply remove reconcile rollback history recover status verify doctor explain suggest list show new help version; do run $command --help; done
say "No line of them is longer than a terminal"
for command in "" check render plan apply remove reconcile rollback history recover status verify doctor explain suggest list show new help version; do
    # shellcheck disable=SC2086  # a word or none
    "$AUG_BINARY" help $command
done | awk 'length > 80' | wc -l
say "The same by other names"
# same COMMAND OTHER: whether they print the same.
same() {
    # shellcheck disable=SC2086  # lists of words
    "$AUG_BINARY" $1 >one 2>&1 || true
    "$AUG_BINARY" $2 >other 2>&1 || true
    if cmp -s one other; then echo "$1: as $2"; else echo "$1: not as $2"; fi
}
same help --help
same -h --help
same 'help apply' 'apply --help'
same 'apply -h' 'apply --help'
same '-h apply' 'apply --help'
same version --version
same -V --version
same 'status -V' --version
run help aply
run help apply remove
say "Common and shared options before the command; what is behind '--' is no option"
same '--json list' 'list --json'
same '--quiet --color always list' 'list --quiet --color always'
same '--color=always apply -- --all' 'apply --color=always -- --all'
run apply -- --all
run --json aply
same '--root / list' 'list --root /'
same '--root=/ --dry-run apply nothing' 'apply --root=/ --dry-run nothing'
run --root / explain text
run --log - suggest
run --quiet
run --colour=never list
say "Unknown words"
run aply runner
run apply --rot / runner
run apply --dry runner
run apply --color=blue runner
run apply --when sometimes runner
run apply --parser bin/parser runner
say "Arguments that are missing or too many"
run apply
run check
run apply --all runner
run remove
run remove --purge
run reconcile runner
