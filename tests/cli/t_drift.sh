. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
set -- --root image --parser "$good"
run apply "$@" runner
for link in disable force-complain; do
say "A link in $link switches the profile off, or weakens it, at the next boot: all three say so, and the remedy ends it"
mkdir -p image/etc/apparmor.d/$link
ln -s ../aa-userns-gen.bwrap image/etc/apparmor.d/$link/
for command in status verify doctor "reconcile --quiet" doctor status; do run $command "$@"; done
done
