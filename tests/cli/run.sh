#!/bin/sh
# tests/cli/run.sh [--update] [NAME...]: runs t_NAME.sh and compares what it prints with t_NAME.out, byte for
# byte, and each object of --json with its schema.
# --update takes what is printed as expected, and counts as skipped: read the diff.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
AUG_BINARY=${AUG_BINARY-$here/../../build/dev/bin/aa-userns-gen}
AUG_PROGRAM=$AUG_BINARY
export AUG_BINARY AUG_PROGRAM
unset NO_COLOR
update=
if [ "${1-}" = --update ]; then
    update=yes
    shift
fi
[ $# -gt 0 ] || set -- "$here"/t_*.sh
# Many at once, each in a process and a folder of its own.
if [ $# -gt 1 ] && [ -z "$update" ]; then
    printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 "$0" || exit 1
    exit
fi

box=$(mktemp -d)
seen=$(mktemp -d)
trap 'rm -rf "$box" "$seen"' EXIT

# The program, by its own name, with a copy of each object that it prints with --json. AUG_PROGRAM is it itself.
mkdir "$seen/bin" "$seen/json"
chmod -R 777 "$seen"
cat >"$seen/bin/aa-userns-gen" <<END
#!/bin/sh
case " \$* " in *" --help "*) exec "$AUG_BINARY" "\$@" ;; *" --json "*) ;; *) exec "$AUG_BINARY" "\$@" ;; esac
copy=\$(mktemp "$seen/json/XXXXXX") || exec "$AUG_BINARY" "\$@"
status=0
"$AUG_BINARY" "\$@" >"\$copy" || status=\$?
cat "\$copy"
exit \$status
END
chmod 755 "$seen/bin/aa-userns-gen"

# What was seen, held against the schema that is installed.
check_json() {
    set -- "$seen"/json/*
    [ -e "$1" ] || return 0
    if ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
        echo "skipped - $name: the schema of its JSON: there is no python3-jsonschema"
    elif flaws=$(/usr/bin/python3 "$here/../support/output_schema.py" "$here/../../packaging/schema/output.schema.json" "$@" 2>&1); then
        echo "ok - $name: the $# objects of --json are as the schema says"
    else
        printf '%s\n' "$flaws" "not ok - $name: the objects of --json are as the schema says"
        failed=1
    fi
}

# What is another one in each run.
filtered() {
    sed -E -e "s|$box|TMP|g" -e "s|$seen/bin/|PROJECT/build/PRESET/bin/|g" -e "s|$(cd "$here/../.." && pwd)|PROJECT|g" -e "s|PROJECT/build/[a-z0-9-]+/|PROJECT/build/PRESET/|g" -e 's/[0-9]{8}T[0-9]{6}Z/NOW/g' \
        -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/NOW/g' -e 's/by uid [0-9]+ (\([a-z]+\) )?from [^ :]+:/by SOMEBODY:/g'
}

failed=0
for test; do
    name=$(basename "$test" .sh)
    name=${name#t_}
    rm -rf "${box:?}"/* "$seen"/json/*
    (cd "$box" && AUG_BINARY=$seen/bin/aa-userns-gen sh -eu "$here/t_$name.sh" 2>&1) | filtered >"$box.out" || true
    if [ -n "$update" ]; then
        mv "$box.out" "$here/t_$name.out"
        echo "skipped - $name: accepted, not tested"
    elif said=$(diff -u "$here/t_$name.out" "$box.out"); then
        echo "ok - $name"
    else
        printf '%s\n' "$said" "not ok - $name"  # at once: others write here, too
        failed=1
    fi
    check_json
done
rm -f "$box.out"
exit $failed
