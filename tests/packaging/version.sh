#!/bin/sh
# --version: the commit of the tree that is built, where git may tell it; written anew only when it is another.
set -u
cd "$(dirname "$0")/../.." || exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake=$PWD/packaging/cmake
export HOME="$work" GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@a
unset SUDO_UID
failures=0

# version_of FOLDER: what a build of that tree writes; it must not say a word.
version_of() {
    cmake -D SOURCE="$1" -D VERSION=1.2 -D OUTPUT="$work/version.cc" -D TEMPLATE="$cmake/version.cc.in" \
        -P "$cmake/WriteVersion.cmake" 2>&1 || echo "exit $?"
    sed -n 's/.*return "\(.*\)".*/\1/p' "$work/version.cc"
}

expect() {
    if [ "$2" = "$3" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        echo "#   wanted '$2', got '$3'"
        failures=$((failures + 1))
    fi
}

mkdir -p "$work/tree"
cd "$work/tree" || exit
git init -q . && touch file && git add file && git commit -q -m first
commit=$(git rev-parse --short=12 HEAD)

expect "a git tree: the commit" "1.2 ($commit)" "$(version_of "$work/tree")"
touch -d 2000-01-01 "$work/version.cc"
version_of "$work/tree" >/dev/null
expect "nothing is written again while it stays the same" 2000 "$(date -r "$work/version.cc" +%Y)"
git tag -a -m first v1
expect "a tag on it makes no difference" "1.2 ($commit)" "$(version_of "$work/tree")"
touch -d 2000-01-01 file
expect "files that were only touched: the commit" "1.2 ($commit)" "$(version_of "$work/tree")"
echo more >file
expect "changed files: a mark" "1.2 ($commit+)" "$(version_of "$work/tree")"
mkdir tarball
expect "a tarball, unpacked in somebody's git tree: no commit" 1.2 "$(version_of "$work/tree/tarball")"
chown -R 65534 "$work/tree"
expect "a tree of another user, which git refuses: no commit" 1.2 "$(version_of "$work/tree")"
mkdir "$work/bin"
ln -s "$(command -v cmake)" "$(command -v sed)" "$work/bin"
expect "no git: no commit" 1.2 "$(PATH=$work/bin && version_of "$work/tree")"
[ $failures = 0 ]
