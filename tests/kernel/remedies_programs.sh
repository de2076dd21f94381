#!/bin/sh
# doctor, from broken states of programs: its remedies end, and it says the same to everybody.
# shellcheck source=tests/machine/remedies.sh
. /project/tests/machine/remedies.sh

for state in missing no_program writable_by_users of_a_user a_shell unshare_itself link_to_nowhere setuid_of_a_user \
    wrapper_that_looks_around wrapper_of_what_it_is_told; do
    ends by_person /opt/app $state
done
ends by_person /opt/open/app folder_writable_by_users
ends healthy /opt/rt/srt-bwrap vendors_bwrap
ends healthy /opt/rt/bwrap vendors_bwrap
ends healthy /opt/rt/srt-bwrap vendors_bwrap name_taken
ends healthy /opt/bwrap link_to_bwrap
ends healthy /opt/app link_to_app
ends healthy /opt/app setuid
ends healthy /opt/start wrapper
ends healthy /opt/app of_one_name
