. "$(dirname "$0")/lib.sh"
# What status and verify say of the proof of each binary.
good=$(parser good)
image image
proofs() {
    echo "\$ aa-userns-gen $* --json"
    "$AUG_BINARY" "$@" --root image --parser "$good" --json | grep -E '"(path|state|proof|proved_at)"'
}
printf 'version: 1\nname: both\nbinaries:\n  - {path: /usr/bin/bwrap, template: bwrap}\n  - {path: /opt/none, template: gateway}\n' >both.yaml
run apply --quiet --root image --parser "$good" both.yaml

say "In a tree the files are all that there is to look at, and at this moment; what is missing needs no proof"
proofs status
proofs verify
say "What drifted is proved by nothing"
echo '# mine' >>image/etc/apparmor.d/aa-userns-gen.bwrap
proofs status
say "Without a change nothing was looked at, and nothing is said of it"
for command in plan check; do
    "$AUG_BINARY" $command --root image --parser "$good" --json both.yaml | grep '"proof"' || echo "$command says nothing"
done
