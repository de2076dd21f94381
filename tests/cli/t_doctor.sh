. "$(dirname "$0")/lib.sh"
good=$(parser good)
image image
kernel kernel
mkdir -p image/proc/sys/kernel image/proc/sys/user image/usr/lib/sysctl.d image/run/sysctl.d image/etc/sysctl.d
restriction=image/proc/sys/kernel/apparmor_restrict_unprivileged_userns
echo 1 >$restriction
echo 1 >image/proc/sys/kernel/unprivileged_userns_clone
echo 1000 >image/proc/sys/user/max_user_namespaces
echo 'unprivileged_userns (enforce)' >kernel/profiles
set -- --root image --apparmorfs "$box/kernel" --parser "$good"

# doctor ARGUMENTS...: without what is another on each host that this is run on.
doctor() { run doctor "$@" | sed -E 's/Linux [0-9][^ ;"]*/Linux VERSION/'; }

say "No profile for bubblewrap, the first that is wrong"
doctor "$@"
say "With one, nothing is wrong"
cat >image/etc/apparmor.d/mine <<'END'
abi <abi/4.0>,
profile mine /usr/bin/bwrap flags=(unconfined) {
  userns,
}
END
echo 'mine (unconfined)' >>kernel/profiles
doctor "$@"
say "How the answers are known"
doctor "$@" --verbose
say "Two profiles, a link in disable, a link to nothing, a setting with its file"
sed 's/mine/other/' image/etc/apparmor.d/mine >image/etc/apparmor.d/other
mkdir image/etc/apparmor.d/disable
ln -s /etc/apparmor.d/off image/etc/apparmor.d/disable/off
touch image/etc/apparmor.d/off
ln -s /gone image/etc/apparmor.d/gone
echo 'kernel.unprivileged_userns_clone = 0' >image/run/sysctl.d/60-hard.conf
echo 'kernel.unprivileged_userns_clone = 1' >image/usr/lib/sysctl.d/60-hard.conf
echo 0 >image/proc/sys/kernel/unprivileged_userns_clone
doctor "$@"
say "Programs that are named"
doctor "$@" --quiet /usr/bin/none /usr/bin/bwrap
doctor "$@" bwrap
say "A program that no known policy names gets its own in two commands; one that a policy names gets that"
mkdir -p "image/opt/my app" image/opt/open
for program in "image/opt/my app/app" image/opt/tool image/opt/open/tool image/usr/bin/rootlesskit image/usr/bin/python3.12; do
    printf '\177ELF %s\n' "$program" >"$program"
    chmod 755 "$program"
done
chmod 777 image/opt/open
of_program() { doctor "$@" | awk '/^[^ ]/ { on = /^fail  \/.*profile/ } on'; }
of_program "$@" "/opt/my app/app" /opt/tool rootlesskit
mkdir -p image/etc/aa-userns-gen/policies
printf 'version: 1\nname: ours\nbinaries: [{path: /opt/tool, template: gateway}]\n' >image/etc/aa-userns-gen/policies/ours.yaml
of_program "$@" /opt/tool
say "Not by a policy that apply would not find by its name, nor where two name it"
mv image/etc/aa-userns-gen/policies/ours.yaml image/etc/aa-userns-gen/policies/theirs.yaml
of_program "$@" /opt/tool
for name in ours other; do sed "s/ours/$name/" image/etc/aa-userns-gen/policies/theirs.yaml >image/etc/aa-userns-gen/policies/$name.yaml; done
rm image/etc/aa-userns-gen/policies/theirs.yaml
of_program "$@" /opt/tool
rm -r image/etc/aa-userns-gen
say "None that the lints refuse, nor in a place of others, nor by a name that a terminal would act on: the reason is told"
of_program "$@" /usr/bin/python3.12 /opt/open/tool
cp image/opt/tool "$(printf 'image/opt/a\033[31mb')"
of_program "$@" "$(printf '/opt/a\033[31mb')"
say "An image tree without a kernel"
run doctor --root image --parser "$good"
say "JSON"
doctor "$@" --json /usr/bin/none
say "A name that a terminal would act on, and that no shell is given"
mkdir -p odd/etc/apparmor.d
ln -s /gone "odd/etc/apparmor.d/$(printf 'a\033[31mb\nreboot')"
run doctor --root odd --parser "$good"
