#!/bin/sh
# doctor, from broken states of services: its remedies end, and it says the same to everybody.
# shellcheck source=tests/machine/remedies.sh
. /project/tests/machine/remedies.sh

systemctl start dbus.socket systemd-logind
loginctl enable-linger tester
wait_for manager_of_tester is-active --quiet default.target

ends healthy /opt/app unit_directive
ends healthy /opt/app unit_directives
ends healthy /opt/app unit_directive_in_drop_in
