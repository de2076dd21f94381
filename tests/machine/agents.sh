# shellcheck shell=sh
# shellcheck disable=SC2154,SC2120  # $status, $output and $command are those of sentences.sh; scripts give the arguments
# Sandboxes of coding agents, on a machine that has them, for the user tester. For scripts that include lib.sh.

modules=/usr/lib/node_modules
[ -e $modules/@anthropic-ai/sandbox-runtime ] || { echo "skipped: the sandboxes of coding agents are not here"; exit 77; }
sysctl -q -w kernel.io_uring_disabled=2  # node's io_uring is too much for this kernel
sysctl -q -w kernel.printk_ratelimit=0
mount -t tmpfs -o mode=755 tmpfs /home
mkdir -p /home/tester/work
cp /project/tests/machine/sandboxed.py /usr/local/bin/sandboxed

# srt_settings [MORE]: no network, and one folder to write to; MORE are further keys.
srt_settings() {
    printf '{"network": {"allowedDomains": [], "deniedDomains": []}, %s "filesystem": %s}\n' "${1-}" \
        '{"denyRead": [], "allowWrite": ["/home/tester/work"], "denyWrite": []}' >/home/tester/.srt-settings.json
}
srt_settings
chown -R tester: /home/tester

# in_agent srt|codex COMMAND
in_agent() {
    case $1 in
        srt) set -- "srt --settings ~/.srt-settings.json $2" ;;
        codex) set -- "codex sandbox -c sandbox_mode=workspace-write -- $2" ;;
    esac
    run su -l tester -c "cd work && $1"
}

# writes AGENT: in its work folder, and nowhere else.
writes() {
    in_agent "$1" "touch /home/tester/work/made"
    expect_status 0
    rm /home/tester/work/made || complain "$1 made nothing in its folder" "$output"
    in_agent "$1" "touch /home/tester/outside"
    [ ! -e /home/tester/outside ] || complain "$1 made something outside of its folder" "$output"
}

# works AGENT LABEL: in its sandbox, without a network, under its filter; and what it runs there can use no namespace of its own.
works() {
    writes "$1"
    in_agent "$1" sandboxed
    printf '%s\n' "$output" | sed "s/^/#   $1: /"
    expect_output "label: $2"
    expect_output "seccomp: 2"
    [ "$1" = codex ] || expect_output "unix socket: EPERM"  # by the filter of its helper
    case $output in *"$(readlink /proc/self/ns/net)"*) complain "it has the host's network" "$output" ;; esac
    expect_output "
mount: EPERM"
    expect_output "namespace: made, mounts in it EPERM, a mount EPERM"
    case $output in *"unshare: done"*) complain "a namespace of its own is not refused" "$output" ;; esac
}

# refused AGENT SAYS
refused() {
    in_agent "$1" "touch /home/tester/work/made"
    printf '%s\n' "$output" | sed "s/^/#   $1: /"
    [ "$status" != 0 ] || complain "$command" "is not refused" "$output"
    [ ! -e /home/tester/work/made ] || complain "$1 made something" "$output"
    expect_output "$2"
}
