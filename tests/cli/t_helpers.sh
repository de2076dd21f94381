. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
mkdir -p image/opt/agent/1.0 image/opt/agent/1.1 image/usr/lib/agent
helper() { printf '#!/bin/sh\n' >"image$1" && chmod 755 "image$1"; }
helper /opt/agent/1.0/helper
helper /usr/lib/agent/helper
cat >agent.yaml <<'YAML'
version: 1
name: agent
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
    helpers: [/opt/agent/1.0/helper, /usr/lib/agent/helper, /usr/lib/agent/other]
YAML
set -- --root image --parser "$good"

say "Each helper is a row of its own"
run plan "$@" agent.yaml | tail -n 6
run apply "$@" agent.yaml
run status "$@"
run status "$@" --json
say "One that has moved to its next version"
mv image/opt/agent/1.0/helper image/opt/agent/1.1/helper
run status "$@"
run verify "$@" --metrics metrics.prom
grep -E '^aa_userns_gen_(helpers.*[^0]$|policy_as)' metrics.prom
run doctor "$@" | grep -A 2 'is not as the policy'
run reconcile "$@"
say "One that is gone, until the policy is planned anew"
rm image/opt/agent/1.1/helper
rm image/usr/lib/agent/helper
run status "$@"
run reconcile "$@"
run verify "$@"
say "One that others than root can change"
helper /usr/lib/agent/helper
chmod 777 image/usr/lib/agent/helper
run status "$@"
run reconcile "$@"
run status "$@"
chmod 755 image/usr/lib/agent/helper
say "One whose profile was changed"
run reconcile "$@" --quiet
echo '# edited' >>image/etc/apparmor.d/aa-userns-gen.helper_bwrap
run status "$@"
say "What is overruled"
cp "$tests/cli/t_helpers.sh" image/opt/agent/env && chmod 755 image/opt/agent/env
sed 's|helpers:.*|helpers: [/opt/agent/env]\n    allow: [multiplexer]\n    reason: a test|' agent.yaml >allowed.yaml
run apply "$@" allowed.yaml
say "Where there is no bubblewrap"
rm image/usr/bin/bwrap
run status "$@"
say "A wildcard takes in the next version, where the parser can"
image next
mkdir -p next/opt/agent/1.0 next/opt/agent/1.1
cp image/usr/lib/agent/helper next/opt/agent/1.0/
sed 's|helpers:.*|helpers: ["/opt/agent/*/helper"]|' agent.yaml >pattern.yaml
run apply --root next --parser "$good" pattern.yaml
grep priority next/etc/apparmor.d/aa-userns-gen.*
mv next/opt/agent/1.0/helper next/opt/agent/1.1/helper
run verify --root next --parser "$good"
rm next/opt/agent/1.1/helper
run verify --root next --parser "$good"
run check --parser "$(parser priority)" pattern.yaml
run check --parser "$(parser priority)" agent.yaml
