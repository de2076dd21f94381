. "$(dirname "$0")/lib.sh"
good=$(parser good)

cat >bad.yaml <<'END'
version: 1
nmae: runner
binaries:
  - path: bwrap
    template: bwrap
    profil: x
  - path: /usr/bin/tool
    template: gateway
    mode: complain
END

say "Every mistake at once"
run check bad.yaml
say "Unknown templates, too, beside other mistakes; those that a policy may name are the hint"
cat >templates.yaml <<'END'
version: 1
name: templates
binaries:
  - path: /opt/one
    template: gatway
  - path: opt/two
    template: gateway
  - path: /opt/three
    template: sandbox
END
run check templates.yaml
printf 'version: 1\nname: other\nbinaries: [{path: /opt/x, template: unpriv}]\n' >unpriv.yaml
run check unpriv.yaml
say "Several files at once"
printf 'version: 2\n' >other.yaml
run check bad.yaml other.yaml
say "No such policy, a folder, an empty file, a large one"
run check runer
run check ./no/such.yaml
mkdir folder
run check folder/
: >empty.yaml
run check empty.yaml
head -c 10485760 /dev/zero | tr '\0' '#' >large.yaml
run check large.yaml
say "Standard input"
run check - <bad.yaml
say "Two policies of one name"
printf 'version: 1\nname: a\nbinaries: [{path: /usr/bin/tool, template: gateway}]\n' | tee one.yaml >two.yaml
run check one.yaml two.yaml
say "All kinds of things in one policy"
cat >everything.yaml <<'END'
version: 1
name: everything
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
    helpers: [/usr/lib/agent/seccomp]
    on_conflict: take-over
sysctls:
  - name: user.max_user_namespaces
    value: 1000
units:
  - unit: x.service
    set: { PrivateTmp: false }
END
run check --parser "$good" everything.yaml
say "No mistakes"
run check --parser "$good" runner openshell
