#!/bin/sh
# doctor, from broken states of what it has applied: its remedies end, and it says the same to everybody.
# shellcheck source=tests/machine/remedies.sh
. /project/tests/machine/remedies.sh

for state in ours_unloaded ours_deleted ours_deleted_and_unloaded ours_edited ours_edited_to_nonsense ours_replaced_in_kernel \
    ours_forced_to_complain ours_disabled ours_disabled_and_unloaded ours_and_a_claim state_lost state_broken; do
    ends healthy /opt/app $state
done
