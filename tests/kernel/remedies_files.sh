#!/bin/sh
# doctor, from broken states of files in /etc/apparmor.d: its remedies end, and it says the same to everybody.
# shellcheck source=tests/machine/remedies.sh
. /project/tests/machine/remedies.sh

for state in no_comma relative_path no_end bad_and_unrelated missing_include broken_since refuses_and_broken_since empty_file \
    links_to_nothing folder_of_the_name \
    bad_local_of_others bad_local_of_others_that_must_be bad_tunable include_cycle; do
    ends healthy /opt/app $state
done
for state in relative_path bad_local_of_ours; do ends healthy /usr/bin/bwrap $state; done
