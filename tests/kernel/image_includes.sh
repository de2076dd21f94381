#!/bin/sh
# Whoever owns the tree of an image has the parser open nothing outside of it, however its includes are written.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

tree=/tmp/tree
outside=/tmp/outside
mkdir -p $tree/usr/bin $tree/etc $tree/var/lib/dpkg/info $outside
cp -a /etc/apparmor.d $tree/etc
cp /usr/bin/bwrap $tree/usr/bin
cp $tree/etc/apparmor.d/tunables/global /tmp/global
echo '@{OUTSIDE}=/x' >$outside/file
mkfifo $outside/pipe

# plan LINES: with these lines in a file that all profiles include.
plan() {
    { printf '%b' "$1"; cat /tmp/global; } >$tree/etc/apparmor.d/tunables/global
    run timeout 30 aa-userns-gen apply --root $tree --dry-run runner
}

sentence "a file or a pipe outside is not there"
for name in file pipe; do
    for lines in "include \"$outside/$name\"" "#include \"$outside/$name\"" "#include $outside/$name" "#include$outside/$name" \
        "include <../../../outside/$name>" "include \"tmp/outside/$name\"" "include\t\"\\\\\\\\057tmp/outside/$name\"" \
        "#include\n\n\"$outside/$name\"" "include \"/etc/../../outside/$name\"" "abi \"$outside/$name\","; do
        plan "$lines\n"
        expect_status 1
        case $lines in abi*) ;; *) expect_output "Could not open" ;; esac
    done
done

sentence "an include without a name takes none from the file that includes it"
echo '#include' >$tree/etc/apparmor.d/tunables/open
plan "include <tunables/open>\n\"$outside/pipe\"\n"
expect_status 1

sentence "where it may be missing, nothing is missing"
plan "include if exists \"$outside/pipe\"\n"
expect_status 0

sentence "what the tree has itself is found by its path"
mkdir -p $tree/tmp/outside $tree/opt/more
echo '@{INSIDE}=/x' >$tree/tmp/outside/file
echo '@{MORE}=@{INSIDE}' >$tree/opt/more/one
plan "include \"$outside/file\"\n#include \"/opt/more\"\n@{USED}=@{MORE}\n"
expect_status 0

sentence "the database of packages is read in the tree alone, and for no pipe is waited"
ln -s $outside/pipe $tree/var/lib/dpkg/info/a.list
plan ""
expect_status 0
rm $tree/var/lib/dpkg/info/a.list
mkfifo $tree/var/lib/dpkg/info/a.list
plan ""
expect_status 1
expect_output "it is no regular file"
