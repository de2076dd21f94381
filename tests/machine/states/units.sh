# shellcheck shell=sh
# Broken states of services; see remedies.sh. They need systemd, and the user tester with a manager that runs.

manager_of_tester() { systemctl --user --machine=1000@ "$@"; }

# service LINE...: of tester's, which runs, with these lines.
service() {
    cp /usr/bin/sleep /opt/gateway
    printf '%s\n' '[Service]' 'ExecStart=/opt/gateway 10000' "$@" >/etc/systemd/user/gateway.service
    manager_of_tester daemon-reload
    manager_of_tester restart gateway.service
    wait_for manager_of_tester is-active --quiet gateway.service
}
without_drop_ins() { rm -rf /etc/systemd/user/gateway.service.d /home/tester/.config/systemd/user/gateway.service.d; }

unit_directive() {
    without_drop_ins
    service PrivateTmp=yes
}
unit_directives() {
    without_drop_ins
    service PrivateTmp=yes ProtectSystem=full
}
unit_directive_in_drop_in() {
    without_drop_ins
    mkdir -p /etc/systemd/user/gateway.service.d
    printf '[Service]\nProtectHome=yes\n' >/etc/systemd/user/gateway.service.d/10-site.conf
    service
}
