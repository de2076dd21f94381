. "$(dirname "$0")/lib.sh"
# What others than root can change decides nothing.
good=$(parser good)
image image
mkdir -p image/opt/one image/opt/two image/home/alice
for folder in one two; do
    echo "a tool" >image/opt/$folder/tool
    chmod 755 image/opt/$folder/tool
done
cat >tool.yaml <<END
version: 1
name: tool
binaries:
  - path: [/opt/one/tool, /opt/two/tool]
    profile: tool
    template: gateway
END
set -- --root image --parser "$good"

say "A folder that becomes a user's: its program is left out, all else goes on"
run apply "$@" tool.yaml
chmod 777 image/opt/two
run status "$@"
run apply "$@" runner
run status "$@"
grep -c /opt/two image/etc/apparmor.d/aa-userns-gen.tool || true
chmod 755 image/opt/two
run reconcile "$@"
run status "$@"

say "A link of a user's is not followed to what a grant would be for"
chmod 777 image/home/alice
ln -s /opt/one/tool image/home/alice/tool
ln -s /home/alice/tool image/opt/linked
printf 'version: 1\nname: linked\nbinaries:\n  - {path: /opt/linked, template: gateway}\n' >linked.yaml
run check "$@" linked.yaml

say "What became a copy of a shell since, or a script that runs its arguments: status says so, and going back does not grant it"
mkdir -p image/usr/bin image/etc
printf 'shell' >image/usr/bin/dash
printf 'version: 1\nname: many\nbinaries:\n  - {path: /opt/one/*, glob: true, profile: many, template: gateway}\n' >many.yaml
run remove "$@" --all
run apply "$@" --when always tool.yaml
cp image/usr/bin/dash image/opt/two/tool
run status "$@"
run reconcile "$@"
run rollback "$@"
run remove "$@" --all
run apply "$@" --when always many.yaml
printf '#!/bin/sh\nexec "$@"\n' >image/opt/one/start
chmod 755 image/opt/one/start
run status "$@"
run check "$@" many.yaml
rm image/opt/one/start
printf 'a tool' >image/opt/two/tool
run remove "$@" --all
run apply "$@" --when always tool.yaml runner

say "Going back: what one policy lost keeps no other from being as it was, and a path that was planned is judged, not where its link leads now"
mkdir -p templates image/opt/v1 image/opt/v2
for folder in v1 v2; do
    echo "a tool $folder" >image/opt/$folder/tool
    chmod 755 image/opt/$folder/tool
done
ln -s /opt/v1/tool image/opt/moved
sed 's/^profile/# the old text\nprofile/' "$tests/../templates/gateway" >templates/mine
printf 'version: 1\nname: q\nbinaries: [{path: /opt/one/tool, template: mine, profile: q}]\n' >q.yaml
printf 'version: 1\nname: u\nbinaries: [{path: /opt/moved, template: gateway, profile: u}]\n' >u.yaml
run remove "$@" --all
run apply "$@" --when always --templates templates q.yaml u.yaml
sed -i 's/the old text/the new text/' templates/mine
run apply "$@" --when always --templates templates q.yaml
ln -sfn /opt/v2/tool image/opt/moved
run reconcile "$@" --templates templates
chmod 777 image/opt/v1
run rollback "$@"
run rollback "$@" 12
grep -rho "the old text\|the new text" image/etc/apparmor.d
grep -rl /opt/v1/tool image/etc/apparmor.d || echo "nothing is for /opt/v1/tool"
rm image/opt/moved
run remove "$@" --all
run apply "$@" --when always tool.yaml runner

say "A state folder that others can write is not used"
chmod 777 image/var/lib
run status "$@"
run apply "$@" runner
run apply "$@" --best-effort runner
run recover --root image
chmod 755 image/var/lib

say "A policy by name, a template, from a folder that others can write"
mkdir -p image/etc/aa-userns-gen/policies image/etc/aa-userns-gen/templates own
printf 'version: 1\nname: site\nbinaries:\n  - {path: /usr/bin/bwrap, template: bwrap}\n' >image/etc/aa-userns-gen/policies/site.yaml
run check "$@" site
chmod 777 image/etc/aa-userns-gen/policies
run check "$@" site
run apply "$@" --all
chmod 755 image/etc/aa-userns-gen/policies
chmod 777 own
cp "$tests/../templates/gateway" own
run check "$@" --templates own site
chmod 755 own
run check "$@" --templates own site
chmod 666 own/gateway
run check "$@" --templates own site

say "The share folder beside a program counts where nobody else can write it"
mkdir -p moved/bin moved/share/aa-userns-gen/policies
cp "$AUG_PROGRAM" moved/bin/aa-userns-gen
sed '/^# /d' "$tests/../policies/runner.yaml" >moved/share/aa-userns-gen/policies/runner.yaml
echo 'unknown: here' >>moved/share/aa-userns-gen/policies/runner.yaml
moved/bin/aa-userns-gen check "$@" runner 2>&1 | grep -c "unknown key" || true
sed -i '$d' moved/share/aa-userns-gen/policies/runner.yaml
moved/bin/aa-userns-gen apply "$@" runner --dry-run --verbose | grep '^use'
chmod 777 moved/share
moved/bin/aa-userns-gen check "$@" runner 2>&1 | grep -c "unknown key" || true
moved/bin/aa-userns-gen apply "$@" runner --dry-run --verbose | grep '^use'
