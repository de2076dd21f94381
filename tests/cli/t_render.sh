. "$(dirname "$0")/lib.sh"

cat >app.yaml <<'END'
version: 1
name: app
binaries:
  - path: /opt/app/app
    template: gateway
END

say "To standard output"
run render app.yaml
say "Into a folder, also twice"
run render -o out app.yaml
run render --output out app.yaml
tree out
say "A file of somebody else is not touched"
echo "profile x {}" >out/aa-userns-gen.app
run render -o out app.yaml
cat out/aa-userns-gen.app
say "With a template of one's own, which goes before the installed one"
mkdir own
printf 'profile @PROFILE@ @ATTACHMENT@ { userns, }\n' >own/gateway
run render --templates "$box/own" app.yaml
say "A folder of templates that is not there"
run render --templates "$box/nowhere" app.yaml
