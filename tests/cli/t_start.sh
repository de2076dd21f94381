. "$(dirname "$0")/lib.sh"
AUG_BINARY=$AUG_PROGRAM  # no shell may stand in between
exec 3>&1
# What a caller can leave to a program decides nothing.
good=$(parser good)
image image
apply() { "$AUG_BINARY" apply --root "$box/image" --parser "$good" --quiet "$@"; }
clear() { "$AUG_BINARY" remove --all --purge --root "$box/image" --parser "$good" --quiet; }
tell() {
    status=0
    "$@" || status=$?
    echo "exit $status" >&3
}
modes() { find image -name "$1" -printf '%m /%P\n' | sort; }

say "Without standard streams nothing of ours is written into a file of its own"
tell apply runner <&- >&- 2>&-
modes 'aa-userns-gen*'
tell "$AUG_BINARY" status --root "$box/image" --parser "$good" >&-
tell "$AUG_BINARY" check - <&-
clear

say "Children are waited for where the caller ignores them"
(
    trap '' CHLD
    tell apply runner
)
clear

say "A umask takes nothing away that others need, and gives nothing to them"
rm -r image/var
(
    umask 0277
    apply runner
)
modes 'var*'
modes 'lib'
modes 'aa-userns-gen*'
clear
(
    umask 0
    apply runner
)
modes 'aa-userns-gen*'
clear

say "A limit for files is lifted, or said"
(
    ulimit -S -f 0
    tell apply runner
)
clear

say "In a folder that is gone"
mkdir gone
(
    cd gone || exit
    rmdir ../gone
    tell apply runner
    tell "$AUG_BINARY" check ./own.yaml
    tell "$AUG_BINARY" check --templates own runner
)
clear
