. "$(dirname "$0")/lib.sh"

say "Without a command"
run
say "The general help"
run --help
say "The help of each command"
for command in check render plan apply remove reconcile rollback history recover status verify doctor explain suggest list show; do run $command --help; done
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
run status runner
