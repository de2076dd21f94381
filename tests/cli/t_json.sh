. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image

# keys ARGUMENTS...: the keys of the object, the first item standing for all of a list.
keys() {
    echo "\$ aa-userns-gen $* --json"
    "$AUG_BINARY" "$@" --json | python3 -c '
import json, sys
def show(value, indent):
    if isinstance(value, dict):
        for key, item in value.items():
            print(" " * indent + key + ("" if isinstance(item, (dict, list)) else f": {type(item).__name__}"))
            show(item, indent + 2)
    elif isinstance(value, list) and value:
        show(value[0], indent + 2) if isinstance(value[0], (dict, list)) else print(" " * (indent + 2) + type(value[0]).__name__)
show(json.load(sys.stdin), 0)'
}

keys check runner --root image --parser "$good"
keys plan runner --root image --parser "$good"
keys apply runner --root image --parser "$good"
keys status --root image --parser "$good"
keys verify --root image --parser "$good"
keys remove runner --root image --parser "$good"
keys render runner
keys list --root image
keys show runner
say "Every change has the keys of apply"
printf 'version: 1\nname: limit\nsysctls: [{name: user.max_user_namespaces, value: 100, reason: few}]\n' >limit.yaml
keys_of() {
    "$AUG_BINARY" "$@" --root image --parser "$good" --json | python3 -c 'import json, sys; print(*sorted(json.load(sys.stdin)))'
}
for change in "apply limit.yaml runner" reconcile "rollback 0" "rollback 3" "remove --all"; do
    # shellcheck disable=SC2086  # a command with its arguments
    echo "$change: $(keys_of $change)"
done
say "A policy of settings alone is one of the policies"
printf 'version: 1\nname: limit\nsysctls: [{name: user.max_user_namespaces, value: 100, reason: few}]\n' >limit.yaml
keys apply limit.yaml --root image --parser "$good"
say "Failures too are one object"
printf 'version: 1\nname: x\nbinaries: []\nbinary: 1\n' >bad.yaml
run check --json bad.yaml
run apply --json --colour runner
