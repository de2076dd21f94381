. "$(dirname "$0")/lib.sh"
image image
before=$(tree image)

for behaviour in fail crash lie skip silent old unenforced; do
    say "A parser that is of the kind '$behaviour'"
    run apply --root image --parser "$(parser $behaviour)" runner
    [ "$before" = "$(tree image | grep -v ' ./var/lib/aa-userns-gen')" ] && echo "as before"
done

say "A parser that is missing, or that others can write"
run apply --root image --parser "$box/none" runner
parser good >/dev/null
chmod 777 parsers/apparmor_parser-good
run apply --root image --parser "$box/parsers/apparmor_parser-good" runner
say "With best effort, a host that cannot is a notice; a mistake stays one"
run apply --root image --parser "$box/parsers/apparmor_parser-old" --best-effort runner
run apply --root image --parser "$box/parsers/apparmor_parser-fail" --best-effort runner
[ "$before" = "$(tree image | grep -v ' ./var/lib/aa-userns-gen')" ] && echo "as before"
say "Rules that the template allows to be missing"
run apply --root image --parser "$(parser warn)" runner
