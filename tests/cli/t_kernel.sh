. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
kernel kernel
before=$(tree image)
set -- --root image --apparmorfs "$box/kernel" --parser "$good"

say "A kernel without the restriction needs nothing"
run apply "$@" runner
say "A kernel that refuses"
ln -sf /dev/full kernel/.replace
run apply "$@" --when always runner
[ "$before" = "$(tree image | grep -v ' ./var/lib/aa-userns-gen')" ] && echo "as before"
tree image/var/lib
say "A kernel that says yes and forgets"
rm kernel/.replace
touch kernel/.replace
run apply "$@" --when always runner
[ "$before" = "$(tree image | grep -v ' ./var/lib/aa-userns-gen')" ] && echo "as before"
say "A profile of somebody else"
echo "bwrap (enforce)" >kernel/profiles
run apply "$@" --when always runner
[ "$before" = "$(tree image | grep -v ' ./var/lib/aa-userns-gen')" ] && echo "as before"
