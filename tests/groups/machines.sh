# shellcheck shell=sh
# shellcheck disable=SC2154  # $work and $log are those of common.sh
# run_on_machines FOLDER: each script of the folder, on each of the machines that its lines '# boot: ...' name; as many at once
# as there are processors.

boot() {
    name=$(echo "$*" | tr ' /' '__')
    script=$1
    shift
    status=0
    tests/kernel/boot "$@" "$script" >"$work/$name.out" 2>&1 || status=$?
    echo "$status" >"$work/$name.status"
}

run_on_machines() {
    if [ "$(id -u)" != 0 ]; then
        echo "the tests on real kernels need root, for mmdebstrap" >&2
        exit 1
    fi
    build release aa-userns-gen
    grep -H '^# boot: ' "$1"/*.sh | sed 's/:# boot: / /' >"$work/boots"

    running=0
    while read -r line; do
        # shellcheck disable=SC2086  # a script and options
        boot $line &
        running=$((running + 1))
        if [ $((running % $(nproc))) = 0 ]; then wait; fi
    done <"$work/boots"
    wait

    while read -r line; do
        name=$work/$(echo "$line" | tr ' /' '__')
        status=$(cat "$name.status")
        mv "$name.out" "$log"
        if [ "$status" = 77 ]; then
            skip "$line: $(cat "$log")"
        else
            sentences "$line" "$status"
            grep '^# .* points' "$log" || true
        fi
    done <"$work/boots"
}
