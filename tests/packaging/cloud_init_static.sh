#!/bin/sh
# packaging/cloud-init/runner-static.yaml: the first boots of two instances, and a power cut. On the first instance a profile of
# somebody else's is in the way, or, on a kernel without the restriction, there is nothing to do.
# shellcheck source=tests/packaging/cloud_init_guest.sh
. /project/tests/packaging/cloud_init_guest.sh

script=/var/lib/cloud/scripts/per-instance/aa-userns-gen
other=/etc/apparmor.d/other

if [ "${1-}" = prepare ]; then
    set_up_cloud
    if [ "$CUTS_LEFT" = 2 ]; then
        instance first runner-static.yaml "$program"
        [ "$KERNEL" = stock ] || echo 'abi <abi/4.0>, profile other /usr/bin/bwrap { file, }' >$other
    fi
    exit
fi
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

case $KERNEL/$CUTS_LEFT in
    stock/2)
        sentence "where nobody is restricted, nothing is done, and nothing is wrong"
        expect_done
        expect_output "lets all users have namespaces: nothing to do" cat $log
        expect_status 127 aa-userns-gen status
        instance second runner-static.yaml "$program"
        grant_always
        reboot
        ;;
    */2)
        sentence "an apply that fails is an error of cloud-init, which names the script"
        # The last unit's end is seen by --wait before the reason is, by some milliseconds: asked once more.
        expect_status 1 cloud-init status --wait
        expect_status 1 cloud-init status --long
        expect_output "status: error"
        expect_output "Runparts: 1 failures (aa-userns-gen)"
        sentence "the log has the reason, and the last message tells of it"
        run cat $log
        expect_output "$other"
        expect_output "status\` says \"error\", plain users may be without bubblewrap"
        sentence "once that is cured, the script can be run again, and again"
        apparmor_parser --remove $other
        rm $other
        expect_output "$REFUSAL" as_nobody bwrap --unshare-user --bind / / true
        expect_status 0 $script
        expect_output "applied: generation 1"
        expect_output "a plain user's bubblewrap works"
        expect_granted
        expect_status 0 $script
        expect_output "no changes: generation 1 stays"
        expect_status 0 aa-userns-gen remove --all --purge
        rm /usr/local/bin/aa-userns-gen
        instance second runner-static.yaml "$program"
        reboot
        ;;
    */1)
        restrict_users
        sentence "after the first boot of an instance, plain users have bubblewrap"
        expect_done
        expect_granted
        expect_output "applied: generation 1" cat $log
        sentence "the power goes in the midst of a change"
        run strace -qq -o /dev/null -e trace=unlinkat -e inject=unlinkat:signal=SIGKILL:when=1 aa-userns-gen remove runner
        expect_status 137
        expect_status 0 test -e /var/lib/aa-userns-gen/pending
        expect_status 1 as_nobody bwrap --unshare-user --bind / / true
        reboot
        ;;
    */0)
        restrict_users
        sentence "after the next boot they have it as before, and the script did not run again"
        expect_done
        expect_granted
        expect_output 1 grep -c "a plain user's bubblewrap works" $log
        sentence "what the power cut had left was taken back before the profiles were loaded"
        expect_status 1 test -e /var/lib/aa-userns-gen/pending
        expect_output "recover" aa-userns-gen history
        ;;
esac
