# shellcheck shell=sh
# shellcheck disable=SC2154,SC2034,SC2016  # variables of remedies.sh; scripts in quotes
# Broken states of settings, the parser and the stub profile; see remedies.sh.

restriction=kernel.apparmor_restrict_unprivileged_userns

restriction_off() { sysctl -qw $restriction=0; }
restriction_off_by_file() {
    echo "$restriction = 0" >/etc/sysctl.d/99-off.conf
    sysctl -qw $restriction=0
}
restriction_off_at_boot() { echo "$restriction = 0" >/etc/sysctl.d/99-off.conf; }
restriction_off_by_ufw() {
    mkdir /etc/ufw
    echo ENABLED=yes >/etc/ufw/ufw.conf
    echo kernel/apparmor_restrict_unprivileged_userns=0 >/etc/ufw/sysctl.conf
}
restriction_off_by_lxd() { echo "$restriction = 0" >/run/sysctl.d/zz-lxd.conf && restriction_off; }
restriction_complains() { sysctl -qw ${restriction}_complain=1; }
restriction_forced() { sysctl -qw ${restriction}_force=1; }
clone_off() { sysctl -qw kernel.unprivileged_userns_clone=0; }
clone_off_by_file() {
    echo 'kernel.unprivileged_userns_clone = 0' >/etc/sysctl.d/hard.conf
    clone_off
}
limit_zero() { sysctl -qw user.max_user_namespaces=0; }
limit_zero_by_file() {
    echo 'user.max_user_namespaces = 0' >/etc/sysctl.d/hard.conf
    limit_zero
}

stub_unloaded() { unload unprivileged_userns; }
stub_file_gone() {
    unload unprivileged_userns
    rm /etc/apparmor.d/unprivileged_userns
    package_manager 'cp /run/before/apparmor.d/unprivileged_userns /etc/apparmor.d/'
}
stub_file_gone_and_loaded() {
    rm /etc/apparmor.d/unprivileged_userns
    package_manager 'cp /run/before/apparmor.d/unprivileged_userns /etc/apparmor.d/'
}
stub_disabled() {
    unload unprivileged_userns
    ln -s /etc/apparmor.d/unprivileged_userns /etc/apparmor.d/disable/
}
stub_complains() {
    ln -s /etc/apparmor.d/unprivileged_userns /etc/apparmor.d/force-complain/
    apparmor_parser --replace --skip-read-cache /etc/apparmor.d/unprivileged_userns
}
stub_broken() {
    unload unprivileged_userns
    sed -i '$d' /etc/apparmor.d/unprivileged_userns
    package_manager 'cp /run/before/apparmor.d/unprivileged_userns /etc/apparmor.d/'
}

# What apt-get does here, where nothing can be installed.
package_manager() {
    printf '#!/bin/sh\nset -e\ncase $1 in update) exit ;; esac\n%s\n' "$1" >/run/own/apt-get
    chmod 755 /run/own/apt-get
    mount --bind /run/own/apt-get /usr/bin/apt-get
}
parser_too_old() {
    cat >/run/own/parser <<'END'
#!/bin/sh
for file; do
    case $file in
        /proc/self/fd/*)
            echo "AppArmor parser error for $file in profile $file at line 3: syntax error, unexpected TOK_ID, expecting TOK_MODE" >&2
            exit 1
            ;;
    esac
done
END
    chmod 755 /run/own/parser
    mount --bind /run/own/parser /usr/sbin/apparmor_parser
    package_manager 'umount /usr/sbin/apparmor_parser'
}
abi_gone() {
    rm /etc/apparmor.d/abi/4.0
    package_manager 'cp /run/before/apparmor.d/abi/4.0 /etc/apparmor.d/abi/'
}
