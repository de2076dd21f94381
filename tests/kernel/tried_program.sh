#!/bin/sh
# A user's program is run to try it. It gets nothing of root's, its keys neither, and what it leaves behind ends with the trial, under
# whatever user: it may have a setuid copy of a program of its owner's.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

user=1000
mount -t tmpfs -o mode=755 tmpfs /home
mkdir -p /home/u
chown $user /home/u
cp /usr/bin/setpriv /home/u/become
# No script is run as bubblewrap: the smallest ELF that executes one, whatever its arguments.
cat >/tmp/make_elf.py <<'END'
import struct, sys
path = sys.argv[2].encode() + b"\0"
code = bytes.fromhex("488d3d0d000000 6a00 57 4889e6 31d2 6a3b58 0f05") + path  # execve(path, {path}, NULL)
at, size = 0x400000, 64 + 56 + len(code)
head = struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF\2\1\1", 2, 62, 1, at + 120, 64, 0, 0, 64, 56, 1, 0, 0, 0)
open(sys.argv[1], "wb").write(head + struct.pack("<IIQQQQQQ", 1, 5, 0, at, at, size, size, 4096) + code)
END
python3 -B /tmp/make_elf.py /home/u/bwrap /home/u/script
cat >/home/u/script <<'END'
#!/bin/sh
PATH=/usr/bin
cat /proc/keys >>/home/u/keys
exec 3>>/home/u/left
/home/u/become --reuid 1000 sleep 300 >/dev/null 2>&1 &
/home/u/become --reuid 1000 setsid sleep 301 >/dev/null 2>&1 &
sleep 0.5
cat /proc/[0-9]*/cmdline | tr '\0' ' ' >&3
END
chown $user /home/u/bwrap /home/u/script /home/u/become
chmod 755 /home/u/bwrap /home/u/script
chmod 4755 /home/u/become
touch /home/u/keys /home/u/left
chmod 666 /home/u/keys /home/u/left

printf 'version: 1\nname: p\nbinaries:\n  - path: /home/u/bwrap\n    template: bwrap\n    profile: p\n    allow: [user-writable]\n    reason: a test\n' >/tmp/p.yaml

cat >/tmp/with_key.py <<'END'
import ctypes, os, platform, sys
keyctl, add_key = {"x86_64": (250, 248)}[platform.machine()]
call = ctypes.CDLL(None, use_errno=True).syscall
assert call(keyctl, 1, None) > 0  # KEYCTL_JOIN_SESSION_KEYRING
assert call(add_key, b"user", b"a-key-of-root", b"x", 1, -3) > 0  # KEY_SPEC_SESSION_KEYRING
os.execvp(sys.argv[1], sys.argv[1:])
END
with_key() { python3 -B /tmp/with_key.py "$@"; }

sentence "root sees its key, and the program does not"
expect_status 0 with_key cat /proc/keys
expect_output a-key-of-root
run with_key aa-userns-gen apply /tmp/p.yaml
expect_status 0 test -s /home/u/keys
expect_status 1 grep a-key-of-root /home/u/keys

sentence "what it left behind was there, and is gone"
expect_gone() {
    for seconds in 300 301; do
        expect_status 0 grep -o "sleep $seconds" /home/u/left
        expect_status 1 pgrep -f "sleep $seconds"
    done
}
expect_gone

sentence "so it is where the command is interrupted meanwhile"
: >/home/u/left
echo "sleep 302" >>/home/u/script
for signal in INT KILL; do
    aa-userns-gen apply /tmp/p.yaml >/tmp/applied 2>&1 &
    wait_for grep "sleep 301" /home/u/left
    pkill -$signal -o -x aa-userns-gen
    wait $! || true
    wait_for sh -c '! pgrep -f "sleep 30[012]"'
    expect_gone
    expect_status 1 pgrep -f "sleep 302"
    : >/home/u/left
    expect_status 0 aa-userns-gen recover
done
