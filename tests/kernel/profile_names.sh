#!/bin/sh
# What the library reads in the profiles that Debian ships, held against apparmor_parser: the same names in every file.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

facts=/project/build/release/bin/profile-facts
shipped=/usr/share/apparmor

sentence "the names in all profiles that this release ships are those that apparmor_parser prints"
: >/tmp/parser
files=0
for file in /etc/apparmor.d/* "$shipped"/other-profiles/* "$shipped"/extra-profiles/*; do
    case $file in */README) continue ;; esac
    [ -f "$file" ] || continue
    files=$((files + 1))
    run apparmor_parser --names "$file"
    expect_status 0
    echo "$output" | sed "s|^|$file |" >>/tmp/parser
done
sort -o /tmp/parser /tmp/parser
$facts names / /etc/apparmor.d $shipped/other-profiles $shipped/extra-profiles >/tmp/ours 2>/tmp/remarks
sort -o /tmp/ours /tmp/ours
expect_same /tmp/parser /tmp/ours
[ "$files" -gt 200 ] || complain "only $files files"

sentence "nothing in them is beyond it"
expect_no_output cat /tmp/remarks

echo "# $files files, $(wc -l </tmp/parser) profiles, $(diff /tmp/parser /tmp/ours | grep -c '^[<>]') differences;" \
    "$($facts time / $shipped/other-profiles)"

sentence "the names that come out of the forms of headers are those that apparmor_parser prints"
cat >/tmp/forms <<'END_OF_FORMS'
abi <abi/4.0>,
include <tunables/global>
@{exec_path} = /opt/{a,b}/c
@{exec_path} += "/opt/with space/c"
$flag = true
alias /opt/a/ -> /opt/elsewhere/,
# a comment with { and "
profile plain /opt/plain { }
profile "with space" "/opt/with space" flags=(complain) { /x r, }
"/opt/quoted path" { }
/opt/path/{a,b,}{,c} flags = ( attach_disconnected,mediate_deleted ) {
  /opt/# r,
  /opt/{a,b}/{,c} rw, # }
  deny "/opt/} x" r,
  signal (send, receive) set=(term, kill) peer=/opt/{a,b}//x,
  mount options=(rw, bind) "/a b" -> /c/{d,e}/,
  /opt/sh cx -> child,
  profile child { profile grandchild { } }
  profile /opt/named { ^hat { } }
  hat name { }
  ^"odd hat" { }
  audit deny { /opt/y r, }
  if $flag { profile taken { } } else { profile refused { } }
  if not defined @{exec_path} { profile refused2 { } } else if not $flag { profile refused3 { } }
  else if defined @{exec_path} { profile taken2 { } }
}
:space:inner /opt/inner { ^hat { } }
profile :space://other { }
profile variable @{exec_path} xattrs=(user.a="b c" user.d=("*")) flags=(unconfined) { userns, }
profile escaped\x41\101 /opt/\x42 { }
profile lines
  /opt/lines
  flags=(complain)
{ }
END_OF_FORMS
mkdir /tmp/folder
cp /tmp/forms /tmp/folder/forms
run apparmor_parser --names /tmp/forms
expect_status 0
echo "$output" | sed 's|^|/tmp/folder/forms |' | sort >/tmp/parser
$facts names / /tmp/folder >/tmp/ours 2>&1
sort -o /tmp/ours /tmp/ours
expect_same /tmp/parser /tmp/ours

sentence "a file is ignored, or disabled, where apparmor_parser does so"
rm -rf /tmp/folder/*
for name in plain .hidden README README.txt a.dpkg-new a.dpkg-old a.dpkg-dist a.dpkg-bak a.dpkg-remove a.dpkg-tmp \
    a.pacsave a.pacnew a.rpmnew a.rpmsave a.orig a.rej a~ a.swp a.bak a.orig.b 'a b' '#a#' off off2 off3 on dangling; do
    echo "profile \"p $name\" { }" >"/tmp/folder/$name"
done
ln -s plain /tmp/folder/link
ln -s nowhere /tmp/folder/broken
mkdir /tmp/folder/subfolder
cp /tmp/folder/plain /tmp/folder/subfolder/inner
ln -s /tmp/folder/off /etc/apparmor.d/disable/off
touch /etc/apparmor.d/disable/off2
mkdir /etc/apparmor.d/disable/off3
ln -s /nowhere /etc/apparmor.d/disable/dangling
run apparmor_parser --names /tmp/folder
echo "$output" | grep '^p ' | sort >/tmp/parser
$facts loaded / /tmp/folder | sort >/tmp/ours
expect_same /tmp/parser /tmp/ours
