#!/bin/sh
# What apply and status remember of many programs is given again only while nothing that it rests on was changed.
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

mount -t tmpfs -o mode=755 tmpfs /opt
memory=/run/aa-userns-gen
policy=/tmp/many.yaml
{
    printf 'version: 1\nname: many\nbinaries:\n'
    for at in $(seq 50); do
        mkdir -p "/opt/many/$at"
        cp /usr/bin/true "/opt/many/$at/program"
        printf '  - path: /opt/many/%s/program\n    template: gateway\n    profile: many%s\n' "$at" "$at"
    done
} >"$policy"

settle() { sleep 0.1; } # so that what was changed last is older than the next command

# What the command says with what is remembered, and what it says without it.
same() {
    recalled=0 afresh=0
    aa-userns-gen "$@" >/tmp/recalled 2>&1 || recalled=$?
    mv "$memory" /tmp/memory.away
    aa-userns-gen "$@" >/tmp/afresh 2>&1 || afresh=$?
    rm -rf "$memory"
    mv /tmp/memory.away "$memory"
    [ "$recalled" = "$afresh" ] && diff /tmp/recalled /tmp/afresh
}

# A plan is always made afresh: apply has to end as it does, and do something where it has steps.
as_planned() {
    planned=0 applied=0
    aa-userns-gen plan --exit-code "$policy" >/tmp/planned 2>&1 || planned=$?
    aa-userns-gen apply "$policy" >/tmp/applied 2>&1 || applied=$?
    case $planned in
        0) [ "$applied" = 0 ] && grep -q 'generation [0-9]* stays' /tmp/applied ;;
        7) [ "$applied" = 0 ] && ! grep -q 'generation [0-9]* stays' /tmp/applied ;;
        *) [ "$applied" = "$planned" ] ;;
    esac || { grep -v ^granted /tmp/planned /tmp/applied; false; }
}

remembered() {
    aa-userns-gen apply "$policy" >/dev/null  # what went before may have left something to do
    settle
    aa-userns-gen apply "$policy" >/dev/null
    aa-userns-gen status | grep -v ^granted
    [ -e "$memory/apply" ] && [ -e "$memory/status" ]
}

# changed WHAT COMMAND: after the command, what was remembered is not believed.
changed() {
    sentence "$1: remembered before"
    expect_status 0 remembered
    eval "$2"
    sentence "$1: status says what it says without a memory"
    expect_status 0 same status
    sentence "$1: apply does what it does without one"
    expect_status 0 as_planned
}

sentence "apply grants to fifty programs"
expect_status 0 aa-userns-gen apply "$policy"
settle
sentence "what is found of them is remembered"
expect_status 0 remembered
sentence "by root alone"
expect_status 0 stat -c '%a %u' "$memory" "$memory/apply"
expect_output "700 0"
expect_output "600 0"
sentence "apply then reads no profile"
expect_status 0 sh -c "! (strace -f -o /tmp/calls aa-userns-gen apply $policy >/dev/null; grep 'openat.*aa-userns-gen.many1\"' /tmp/calls)"
sentence "and writes nothing"
expect_status 0 sh -c "! grep -E 'O_WRONLY|O_RDWR|O_CREAT|rename|unlink' /tmp/calls"
sentence "status tries no program"
expect_status 0 sh -c "! (strace -f -o /tmp/calls aa-userns-gen status >/dev/null; grep -F 'ptrace(' /tmp/calls)"
sentence "both say what they say without a memory"
expect_status 0 same status

changed "a file of ours is edited" 'echo "# edited" >>/etc/apparmor.d/aa-userns-gen.many7'
changed "its mode alone" 'chmod 600 /etc/apparmor.d/aa-userns-gen.many7'
changed "a profile is gone from the kernel" "printf many8 >$apparmorfs/.remove"
changed "a program is another one" 'cp /usr/bin/false /opt/many/9/program'
changed "a folder above a program" 'chmod 777 /opt/many/9'
chmod 755 /opt/many/9
if command -v setfacl >/dev/null; then
    changed "the access list of one" 'setfacl -m u:1000:rwx /opt/many/9'
    setfacl -b /opt/many/9
fi
changed "a program is gone" 'mv /opt/many/10/program /opt/many/10/away'
mv /opt/many/10/away /opt/many/10/program
changed "another thing is mounted over one" 'mount -t tmpfs tmpfs /opt/many/11'
umount /opt/many/11
changed "a folder is a link now" 'mv /opt/many/12 /opt/many/other; ln -s other /opt/many/12'
rm /opt/many/12
mv /opt/many/other /opt/many/12
changed "a variable of the administrator" 'echo "@{HOMEDIRS}+=/srv/" >/etc/apparmor.d/tunables/home.d/zz'
rm /etc/apparmor.d/tunables/home.d/zz
changed "a rule of the administrator" 'mkdir -p /etc/apparmor.d/local; echo "# nothing" >/etc/apparmor.d/local/many13'
rm /etc/apparmor.d/local/many13
changed "a profile of somebody else" 'printf "profile theirs /opt/many/14/program flags=(unconfined) {\n userns,\n}\n" >/etc/apparmor.d/theirs'
rm /etc/apparmor.d/theirs
printf theirs >"$apparmorfs/.remove"
changed "the limit of namespaces" 'echo 1 >/proc/sys/user/max_user_namespaces'
echo 1000 >/proc/sys/user/max_user_namespaces
changed "the restriction" 'echo 0 >/proc/sys/kernel/apparmor_restrict_unprivileged_userns'
echo 1 >/proc/sys/kernel/apparmor_restrict_unprivileged_userns
sentence "a change that was interrupted: remembered before"
expect_status 0 remembered
echo x >/var/lib/aa-userns-gen/pending
sentence "a change that was interrupted: status says what it says without a memory"
expect_status 0 same status
sentence "a change that was interrupted: apply does not pass over it"
expect_status 5 aa-userns-gen apply "$policy"
rm -f /var/lib/aa-userns-gen/pending
remembered >/dev/null

sentence "what others can write to is not believed"
expect_status 0 sh -c "chmod 777 $memory; strace -f -o /tmp/calls aa-userns-gen status >/dev/null; \
    chmod 700 $memory; grep -qF 'ptrace(' /tmp/calls"
sentence "remembered again"
expect_status 0 remembered
sentence "nor what was damaged"
expect_status 0 sh -c "echo '{' >$memory/status; aa-userns-gen status >/dev/null"
sentence "another policy is not answered"
expect_status 0 sh -c "sed 's/many1\$/changed1/; s/name: many/name: more/; s/profile: many/profile: more/' $policy >/tmp/more.yaml; \
    sed -i 's,/opt/many,/opt/more,' /tmp/more.yaml; cp -r /opt/many /opt/more; aa-userns-gen apply /tmp/more.yaml | grep -q more"
aa-userns-gen remove more >/dev/null

# Each path that a run without a memory looks at has to be among those that are remembered; of the kernel's own, what it says is.
settle
rm -rf "$memory"
strace -f -y -e trace=file -o /tmp/calls aa-userns-gen apply "$policy" >/dev/null
sentence "each path that was looked at is taken down"
expect_status 0 python3 -B /project/tests/kernel/memory_paths.py "$memory/apply" /tmp/calls

sentence "a purge forgets"
expect_status 0 sh -c "aa-userns-gen remove --all --purge >/dev/null && [ ! -e $memory ]"
