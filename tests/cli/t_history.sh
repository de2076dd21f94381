. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
for name in one two three; do
    printf 'version: 1\nname: %s\nbinaries: [{path: /opt/%s, template: gateway}]\n' $name $name >$name.yaml
done
set -- --root image --parser "$good" --quiet

say "Three changes, and back step by step"
before=$(tree image/etc)
run apply "$@" one.yaml
run apply "$@" two.yaml
second=$(tree image/etc)
run apply "$@" three.yaml
third=$(tree image/etc)
run rollback "$@"
[ "$(tree image/etc)" = "$second" ] && echo "as in generation 2"
run rollback "$@"
run rollback "$@"
[ "$(tree image/etc)" = "$before" ] && echo "as before the first"
run rollback "$@"
say "And forward again"
run rollback "$@" 3
[ "$(tree image/etc)" = "$third" ] && echo "as in generation 3"
run rollback "$@" 3
run rollback "$@" 9
run rollback "$@" three
run rollback "$@" 2 --dry-run
run history --root image
say "Of a change with many steps, a line tells how many there are"
for name in 4 5 6 7; do printf 'version: 1\nname: n%s\nbinaries: [{path: /opt/n%s, template: gateway}]\n' $name $name >n$name.yaml; done
run apply "$@" n4.yaml n5.yaml n6.yaml n7.yaml
run history --root image | tail -n 4
run rollback "$@" 3
say "What led to one generation, in full"
run history --root image 3
run history --root image 9
run history --root image three
run history --root image --json 2 | grep '"to"'
run recover --root image
say "Only the last ten are kept, and the current one"
for i in 1 2 3 4 5; do
    run remove "$@" one
    run apply "$@" one.yaml
done
ls image/var/lib/aa-userns-gen/generations | sort -n | tr '\n' ' '
