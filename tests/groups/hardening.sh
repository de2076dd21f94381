# shellcheck shell=sh
# shellcheck disable=SC2154  # $work is that of common.sh
# How a release is hardened, for the groups that build one: check_hardening PROGRAM OBJECTS MACHINE, of `uname -m`. Nothing is run.

# On Ubuntu 22.04 as well, whose HWE kernels have the restriction.
oldest_glibc=2.35

only_glibc() {
    readelf --dynamic "$program" | grep NEEDED >"$work/needed"
    ! grep -vE '\[(libc|libm|ld-linux-x86-64|ld-linux-aarch64)\.so\.[0-9]+\]' "$work/needed"
}

newest_symbol() {
    readelf --dyn-syms --wide "$program" | grep -o 'GLIBC_[0-9.]*' | sort --version-sort | tail -1
}

has_header() { readelf --wide --file-header --program-headers "$program" | grep -E "$1"; }
has_tag() { readelf --wide --dynamic "$program" | grep -E "$1"; }
has_symbol() { readelf --wide --dyn-syms "$program" | grep -E " $1@"; }
has_no_writable_code() { ! has_header '(GNU_STACK|LOAD) .* RWE'; }

# The compiler touches each page of a large frame; what it does for that is seen in the code.
probes_the_stack() { objdump --disassemble "$program" | grep -m 1 'or[a-z]* *[$]0x0,(%rsp)'; }

# marks_branches OBJECTS MARK: the linker drops the mark where one object lacks it, as those of the distribution's libraries do:
# ours all have it.
marks_branches() {
    find "$1/lib" "$1/app" -name '*.o' >"$work/objects"
    xargs -a "$work/objects" -n 1 readelf --notes | grep -c "$2" >"$work/marked"
    cat "$work/objects" "$work/marked"
    test "$(wc -l <"$work/objects")" = "$(cat "$work/marked")"
}

check_hardening() {
    program=$1
    check "the program is loaded where nobody knows" has_header 'DYN \(Position-Independent'
    check "its tables are read-only before it starts: relocations" has_header GNU_RELRO
    check "and functions of libraries" has_tag BIND_NOW
    check "what can be written cannot be run" has_no_writable_code
    check "a frame that is overrun ends it" has_symbol __stack_chk_fail
    check "library functions know the size of what they write to" has_symbol '__[a-z]+_chk'
    case $3 in
        x86_64)
            check "large frames cannot jump over the guard of the stack" probes_the_stack
            check "the targets of its branches are marked" marks_branches "$2" 'IBT, SHSTK'
            ;;
        aarch64) check "the targets of its branches are marked, and return addresses signed" marks_branches "$2" 'BTI, PAC' ;;
        *) skip "stack probes and marked branches are looked for on x86_64 and aarch64" ;;
    esac
    check "the program needs no library but glibc" only_glibc
    newest=$(newest_symbol)
    check "the program needs no glibc newer than $oldest_glibc ($newest)" \
        test "$(printf '%s\n' "$newest" "GLIBC_$oldest_glibc" | sort --version-sort | tail -1)" = "GLIBC_$oldest_glibc"
}
