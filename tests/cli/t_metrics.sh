. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
set -- --root image --parser "$good"
metrics() { sed -E -e 's/(timestamp_seconds) [1-9][0-9]*$/\1 NOW/' -e 's/version="[^"]*"/version="VERSION"/' metrics.prom; }

say "Before anything is applied"
run status "$@" --metrics metrics.prom
metrics
stat --format='mode %a' metrics.prom

say "Written anew, also when something is not as applied"
run apply "$@" --quiet runner
echo "# mine" >>image/etc/apparmor.d/aa-userns-gen.bwrap
run verify "$@" --metrics metrics.prom
metrics | grep -v ' 0$'
ls | grep metrics

say "A folder that is not there"
run status "$@" --metrics none/metrics.prom

say "What is no regular file is left alone"
mkfifo pipe
ln -s metrics.prom link
for file in pipe link image/ . - ''; do run status "$@" --metrics "$file"; done
stat --format='%n: %F' pipe link

say "Some policies alone would look as if the others were gone"
run verify "$@" --metrics metrics.prom runner
