# shellcheck shell=sh
# Users who may not use namespaces, on every kernel: by Ubuntu's restriction, or by a stand-in for it.

# How bwrap words the refusal: Ubuntu's kernel grants a namespace without any capability, the stand-in grants none.
# shellcheck disable=SC2034  # read by the scripts
case $KERNEL in
    stock) REFUSAL="Creating new namespace failed: Permission denied" ;;
    *) REFUSAL="setting up uid map: Permission denied" ;;
esac

# Kernels without Ubuntu's restriction get a stand-in: it confines the user instead of the namespace, with a
# profile that allows everything else. Loaded only when asked, so that a script can see the kernel without it, too.
restricted=no
restrict_users() {
    [ "$KERNEL" = stock ] || return 0
    apparmor_parser --replace --skip-cache /project/tests/machine/standin_user
    restricted=yes
}

# The shell in between matters: what aa-exec starts takes the profile's label, and only what comes
# after it gets a profile by its path.
as_nobody() {
    if [ "$restricted" = yes ]; then
        # shellcheck disable=SC2016  # expanded by the inner shell
        set -- aa-exec -p standin_user -- /bin/sh -c '"$@"; exit $?' sh "$@"
    fi
    setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

# granting COMMAND...: on kernels without the restriction there is nothing to grant, unless apply and plan are told that there is.
granting() {
    case $KERNEL," $* " in stock,*" apply "* | stock,*" plan "*) set -- "$@" --when always ;; esac
    "$@"
}
