#!/bin/sh
# doctor, from broken states of the host: its remedies end, and it says the same to everybody.
# shellcheck source=tests/machine/remedies.sh
. /project/tests/machine/remedies.sh

for state in restriction_off restriction_off_by_file restriction_off_at_boot restriction_off_by_ufw restriction_off_by_lxd \
    restriction_complains restriction_forced clone_off clone_off_by_file limit_zero stub_disabled stub_broken; do
    ends healthy /opt/app $state
done
ends healthy /opt/app parser_too_old no_comma
ends healthy /opt/app stub_unloaded name_taken
