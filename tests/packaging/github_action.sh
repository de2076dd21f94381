#!/bin/sh
# packaging/github-action, run as GitHub's runner runs it: download, main, post. The program that it downloads is the release's, which
# works here on a tree of its own with a parser that is made up; github_action_machine.sh has a kernel.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
# A mount namespace of its own: for a sudo that is made up.
[ "${1-}" = inside ] || exec unshare --mount "$0" inside
# shellcheck source=tests/machine/sentences.sh
. "$project/tests/machine/sentences.sh"
work=$(mktemp -d)
chmod 755 "$work"
clean_up() {
    kill "$server" 2>/dev/null || true
    umount /usr/bin 2>/dev/null || true
    umount --lazy "$work"
    rmdir "$work"
}
mount -t tmpfs -o mode=755 tmpfs "$work"
action=$work/action
image=$work/image
runner() { /usr/bin/python3 "$project/tests/packaging/github_runner.py" "$@"; }
# job INPUT=VALUE...: a new job's step; post: its last.
# shellcheck disable=SC2120  # it has arguments, by expect_status
job() {
    rm -rf "$work/job"
    mkdir "$work/job"
    : >"$work/asked"
    runner main "$action" "$work/job" "url=$url" "$@"
}
post() { runner post "$action" "$work/job"; }
calls() { sed 's/ --json//; s/ --when restricted//; s/ -- */ /; s/ *$//' "$work/asked"; }
applied() { "$work/program" status | sed 1d; }

sentence "action.yml keeps the rules for JavaScript actions, and README.md has all inputs and outputs"
expect_status 0 runner check "$project/packaging/github-action"
# broken SED-SCRIPT WHAT
broken() {
    rm -rf "$work/broken"
    cp -r "$project/packaging/github-action" "$work/broken"
    sed -i "$1" "$work/broken/action.yml"
    expect_status 1 runner check "$work/broken"
    expect_output "$2"
}
sentence "keys, names, files and versions of Node that GitHub does not know are found"
broken 's/^author:/writer:/' "its keys"
broken '/^description:/d' "its keys"
broken 's/^  sha256:/  2sha:/' "inputs: the name 2sha"
broken '0,/    description:/s//    text:/' "policies has no description"
broken 's/default: "false"/default: false/' "default of best-effort is no text"
broken 's/node24/node12/' "no Node that GitHub has"
broken 's/main.js/mian.js/' "no file mian.js"
broken 's/always()/success()/' "post is not run after a failure"
broken 's/^  json:/  result:/' "README.md has nothing of result"

sentence "downloads.json is of this version, and names both architectures"
version=$(sed -n 's/^project(aa-userns-gen VERSION \([0-9.]*\) .*/\1/p' "$project/CMakeLists.txt")
expect_output "\"version\": \"$version\"" cat "$project/packaging/github-action/downloads.json"
expect_output "\"x64\": { \"name\": \"aa-userns-gen_${version}_amd64\""
expect_output "\"arm64\": { \"name\": \"aa-userns-gen_${version}_arm64\""
sentence "write-downloads fails where a program of the release is missing"
expect_status 1 "$project/packaging/github-action/write-downloads" "$version" "$work"

NODE=$(command -v node) || {
    close_sentence
    echo "skipped - node is not installed: the action's scripts were not run"
    server=$$
    trap '' TERM
    exit
}
export NODE

# The release's program, on a tree instead of this host; verify asks a kernel, and is status here.
mkdir -p "$image/etc/apparmor.d/abi" "$image/usr/bin" "$work/release"
touch "$image/etc/apparmor.d/abi/4.0"
echo bwrap >"$image/usr/bin/bwrap"
echo other >"$image/usr/bin/other"
chmod 755 "$image/usr/bin/bwrap" "$image/usr/bin/other"
cp "$project/tests/fakes/apparmor_parser" "$work/apparmor_parser"
cat >"$work/program" <<END_OF_PROGRAM
#!/bin/sh
echo "\$*" >>$work/asked
[ "\$1" != "\$(cat $work/slow)" ] || sleep 2
[ "\$1" != apply ] || [ ! -e $work/mine ] || cp $work/mine $image/etc/apparmor.d
command=\$1
shift
if [ "\$command" = verify ]; then
    command=status
    [ ! -e $work/broken-kernel ] || echo "# mine" >>$image/etc/apparmor.d/aa-userns-gen.bwrap
    set -- --json
fi
exec $project/build/release/bin/aa-userns-gen "\$command" --root $image --parser $work/apparmor_parser "\$@"
END_OF_PROGRAM
chmod 755 "$work/program"
echo none >"$work/slow"
cp "$work/program" "$work/release/aa-userns-gen_${version}_amd64"
cp "$work/program" "$work/release/aa-userns-gen_${version}_arm64"
cp -r "$project/packaging/github-action" "$action"
"$action/write-downloads" "$version" "$work/release" >"$action/downloads.json"
/usr/bin/python3 -u -m http.server --bind 127.0.0.1 --directory "$work/release" 0 >"$work/requests" 2>&1 &
server=$!
until grep -q '^Serving' "$work/requests"; do sleep 0.1; done
url=http://127.0.0.1:$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$work/requests")

sentence "a job gets the policies, verified, and the outputs and the program for its next steps"
expect_status 0 job
expect_output "staged /usr/bin/bwrap by bwrap (runner)"
expect_output "output exit=0"
expect_output 'output json={"schema":1,"command":"status","exit":0'
expect_output "path $work/job/temp/aa-userns-gen-"
expect_output "status
plan runner
apply runner
status
verify runner" calls
expect_output "staged           /usr/bin/bwrap  profile bwrap (runner)" applied
sentence "its last step takes them away"
expect_status 0 post
expect_output "removed runner"
expect_output "nothing is applied" applied

sentence "names, files and a policy as text are applied as one, and removed as one"
sed 's/name: runner/name: from-file/' "$project/policies/runner.yaml" >"$work/a file.yaml"
text="version: 1
name: as-text
binaries:
  - path: /usr/bin/other
    template: gateway"
expect_status 0 job "policies=runner
  $work/a file.yaml" "policy=$text"
expect_output "apply runner $work/a file.yaml -" calls
expect_output "/usr/bin/other  profile other (as-text)" applied
expect_status 0 post
expect_output "removed as-text, from-file, runner"
expect_output "nothing is applied" applied

sentence "a job that fails later, or was cancelled between its steps, has the last step, too; twice is no failure"
expect_status 0 job
expect_status 0 post
expect_status 0 post
expect_output "removed nothing"

sentence "a policy with mistakes fails the step with the program's messages, and nothing is applied"
expect_status 1 job "policy=version: 1
binaris: []"
expect_output "error: stdin:2: unknown key 'binaris'"
expect_output "did you mean 'binaries'?"
expect_output "output exit=3"
expect_output "error: aa-userns-gen plan ended with exit status 3"
expect_status 0 post
expect_output "nothing to take away"

sentence "an apply that fails fails the step, and the last step finds nothing to take away"
echo 'abi <abi/4.0>, profile mine "/usr/bin/other" { file, }' >"$work/mine"
expect_status 1 job "policy=$(echo "$text" | sed 's/as-text/never-applied/')"
expect_output "output exit=6"
expect_output "profile 'mine'"
expect_output "error: aa-userns-gen apply ended with exit status 6"
rm "$work/mine" "$image/etc/apparmor.d/mine"
expect_status 0 post
expect_output "nothing is applied" applied

sentence "what verify finds fails the step, and is removed"
touch "$work/broken-kernel"
expect_status 1 job
rm "$work/broken-kernel"
expect_output "drifted /usr/bin/bwrap"
expect_output "output exit=7"
expect_status 0 post
expect_output "nothing is applied" applied

# cancel SIGNAL: sent to the step while the program applies.
cancel() {
    echo apply >"$work/slow"
    : >"$work/asked"
    job >"$work/said" 2>&1 &
    step=$!
    until grep -q ^apply "$work/asked"; do sleep 0.1; done
    kill -s "$1" "$(cat "$work/job/pid")"
    status=0
    wait $step || status=$?
    echo none >"$work/slow"
    output=$(cat "$work/said")
    command="the step after $1"
}
sentence "a job that is cancelled during the change: that ends first, nothing follows, and the last step takes it away"
cancel INT
expect_status 130
expect_output "cancelled before aa-userns-gen status"
expect_output "staged           /usr/bin/bwrap" applied
expect_status 0 post
expect_output "nothing is applied" applied

sentence "what was applied on the machine before stays"
"$work/program" apply runner >"$work/log"
expect_status 0 job "policies=runner" "policy=$text"
expect_output "notice: applied on this machine before, and not removed afterwards: runner"
expect_status 0 post
expect_output "removed as-text"
expect_output "(runner)" applied
"$work/program" remove runner >"$work/log"

sentence "inputs become neither options nor commands to a shell or the runner"
for word in --root=/ -; do
    expect_status 1 job "policies=$word"
    expect_output "'$word' in the input policies is no name and no file"
done
# shellcheck disable=SC2016  # for no shell
expect_status 1 job 'policies=$(touch owned); touch owned'
# shellcheck disable=SC2016
expect_output 'cannot read the policy $(touch owned); touch owned'
expect_status 1 job "policies=::set-output name=exit::0%0A::error::owned"
expect_output "error: cannot read the policy ::set-output name=exit::0%0A::error::owned"
expect_no_output find "$work" -name 'owned*'
expect_status 1 job when=sometimes
expect_output "error: the input when is restricted or always, not 'sometimes'"
expect_no_output calls

sentence "what has another checksum, or none, or is not there, is not run"
expect_status 1 job "sha256=$(echo | sha256sum | cut -c 1-64)"
expect_output "its SHA-256 is $(sha256sum <"$work/program" | cut -c 1-64), not $(echo | sha256sum | cut -c 1-64); nothing was changed"
expect_status 1 job "url=$url/other"
expect_output "cannot download $url/other/aa-userns-gen_${version}_"
expect_output "status 404"
expect_status 1 job url=http://downloads.example
expect_output "it is not https"
expect_status 1 job url=
expect_output "the input url says where the program is"
cp "$project/packaging/github-action/downloads.json" "$action"
expect_status 1 job
expect_output "no checksum is known"
expect_no_output calls
expect_status 0 job "sha256=$(sha256sum <"$work/program" | cut -c 1-64)"
expect_status 0 post
expect_status 0 runner main "$action" "$work/job" "url=$url/" "sha256=$(sha256sum <"$work/program" | cut -c 1-64)"
expect_status 0 post

sentence "without an address, it is the release of the action's repository"
REPOSITORY=owner/aa-userns-gen
export REPOSITORY
expect_status 1 job url= "sha256=$(sha256sum <"$work/program" | cut -c 1-64)"
expect_output "cannot download https://forge.example/owner/aa-userns-gen/releases/download/v$version/aa-userns-gen_${version}_"

sentence "another user than root has it done by sudo, which may not ask for a password"
mkdir "$work/upper" "$work/work"
cat >"$work/upper/sudo" <<END_OF_SUDO
#!/bin/sh
echo "\$*" >>$work/sudo
echo "sudo: a password is required" >&2
exit 1
END_OF_SUDO
chmod 755 "$work/upper/sudo"
touch "$work/sudo"
chmod 666 "$work/sudo"
mount -t overlay -o "lowerdir=/usr/bin,upperdir=$work/upper,workdir=$work/work" overlay /usr/bin
as_user() {
    rm -rf "$work/job"
    mkdir -m 777 "$work/job"
    setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}
expect_status 1 as_user env NODE="$NODE" /usr/bin/python3 "$project/tests/packaging/github_runner.py" main "$action" "$work/job" \
    "url=$url" "sha256=$(sha256sum <"$work/program" | cut -c 1-64)"
expect_output "error: /usr/bin/sudo ended with exit status 1: sudo: a password is required"
expect_output "-n -- $work/job/temp/aa-userns-gen-" cat "$work/sudo"
expect_output "/aa-userns-gen status --json --"
