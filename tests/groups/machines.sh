# shellcheck shell=sh
# shellcheck disable=SC2154  # $work and $log are those of common.sh
# run_on_machines FOLDER: each script of the folder, on each of the machines that its lines '# boot: ...' name, or, with a line
# '# host', as root here; as many at once as there are processors.

run_on_machines() {
    if [ "$(id -u)" != 0 ]; then
        echo "the tests on real kernels need root, for mmdebstrap" >&2
        exit 1
    fi
    build release aa-userns-gen
    build release profile-facts
    { grep -Hx '# host' "$1"/*.sh || true; grep -H '^# boot: ' "$1"/*.sh; } | sed 's/:# \(boot: \)\?/ /' >"$work/runs"
    # The userlands are built once, before many want them at the same time.
    sed -n 's/.*--userland \([a-z-]*\).*/\1/p' "$work/runs" | sort -u | xargs -n 1 -P "$(nproc)" tests/machine/userland >/dev/null
    nl -w 1 "$work/runs" | xargs -P "$(nproc)" -L 1 tests/groups/run-one "$work"

    number=0
    while read -r line; do
        number=$((number + 1))
        status=$(cat "$work/$number.status")
        mv "$work/$number.out" "$log"
        if [ "$status" = 77 ]; then
            skip "$line: $(cat "$log")"
        else
            sentences "$line ($(cat "$work/$number.seconds") s)" "$status"
            grep -E '^# .* (points|cases|differences)' "$log" || true
        fi
    done <"$work/runs"
}
