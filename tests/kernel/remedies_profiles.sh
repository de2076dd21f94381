#!/bin/sh
# doctor, from broken states of others' profiles: its remedies end, and it says the same to everybody.
# shellcheck source=tests/machine/remedies.sh
. /project/tests/machine/remedies.sh

for state in no_profile refusing denying unconfined_without_userns complaining enforced_stub force_complaining disabled \
    disabled_and_loaded disabled_of_the_name disabled_that_refuses not_loaded file_gone_of_the_name_that_refuses tied_both_refuse \
    name_taken name_in_two_files; do
    ends healthy /opt/app $state
done
ends healthy /usr/bin/bwrap child_name_taken
