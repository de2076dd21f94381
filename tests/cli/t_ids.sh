. "$(dirname "$0")/lib.sh"
# The ids of findings: where they are shown, and what explain says of them.
good=$(parser good)
image image

say "Each mistake has the id of its kind, in JSON and with --verbose"
printf 'version: 1\nname: x\nbinaries: []\nbinary: 1\n' >bad.yaml
run check --verbose bad.yaml
"$AUG_BINARY" check --json bad.yaml | grep '"id"'
run check bad.yaml
say "So has what speaks against a grant: the word by which a policy allows it"
printf 'version: 1\nname: x\nbinaries: [{path: /usr/bin/bwrap, template: gateway}]\n' >bwrap.yaml
run check --verbose --root image --parser "$good" bwrap.yaml
say "And what fails, is refused, or is only told"
run apply --verbose --root image --parser "$(parser old)" runner
run apply --verbose --root image --parser "$good" gone
say "The checks of doctor show theirs"
"$AUG_BINARY" doctor --verbose --root image --parser "$good" /usr/bin/none 2>&1 | grep -B1 '      id '
say "explain says it at length"
run explain unknown-key
run explain no-profile
run explain --json unknown-key
say "A word that is near to one, and one that is not"
run explain unknown-kye
run explain --json unknown-kye | tail -n 4
run explain bwrap-uid-mab
run explain nothing-of-the-kind
say "All of them"
run explain --list | sed -n '1,3p'
run explain --all | sed -n '1,16p'
run explain --all unknown-key
