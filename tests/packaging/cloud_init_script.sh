#!/bin/sh
# The user-data of packaging/cloud-init: whether cloud-init takes them, and what their scripts do about downloads that fail and
# about a kernel without AppArmor. What cloud-init does about a script that fails is the matter of cloud_init_static.sh.
# shellcheck source=tests/packaging/cloud_init_guest.sh
. /project/tests/packaging/cloud_init_guest.sh
# shellcheck source=tests/machine/lib.sh
. /project/tests/machine/lib.sh

# script_of FILE <USER-DATA
script_of() {
    python3 -c 'import sys, yaml; print(yaml.safe_load(sys.stdin)["write_files"][0]["content"])' >"$1"
    chmod 700 "$1"
}

# fake_dpkg ARCHITECTURE: in /tmp/fake, one that knows nothing else.
fake_dpkg() {
    mkdir -p /tmp/fake
    printf '#!/bin/sh\necho %s\n' "$1" >/tmp/fake/dpkg
    chmod 755 /tmp/fake/dpkg
}

sentence "runner-static.yaml has the unit of packaging/systemd in it"
python3 - "$published/runner-static.yaml" >/tmp/unit <<'END_OF_PROGRAM'
import sys, yaml
[unit] = [file for file in yaml.safe_load(open(sys.argv[1]))["write_files"] if file["path"].endswith(".service")]
print(unit["content"], end="")
END_OF_PROGRAM
expect_same /project/packaging/systemd/aa-userns-gen-recover.service /tmp/unit
install -D -m 644 /tmp/unit /usr/local/lib/systemd/system/aa-userns-gen-recover.service

(serve) >/tmp/served 2>&1 &

for file in "$published"/*.yaml; do
    name=${file##*/}
    download=$program
    [ "$name" != runner.yaml ] || download=$package

    sentence "$name: is valid for cloud-init, and is not with a wrong key"
    expect_output "Valid schema" cloud-init schema --config-file "$file"
    expect_status 0
    sed 's/^packages:/package:/' "$file" >/tmp/wrong.yaml
    expect_output "'package' was unexpected" cloud-init schema --config-file /tmp/wrong.yaml
    expect_status 1

    sentence "$name: is tested as published, but for the lines that are to be filled in"
    fill_in "$download" <"$file" >/tmp/user-data
    expect_output 3 sh -c "diff $file /tmp/user-data | grep -cE '^> +(url|sha256)='"
    expect_output 3 sh -c "diff $file /tmp/user-data | grep -c '^>'"

    sentence "$name: takes what is for the machine's architecture, and fails where there is nothing for it"
    script_of /tmp/script </tmp/user-data
    fake_dpkg arm64
    expect_output "127.0.0.1:8000/aa-userns-gen_" env PATH="/tmp/fake:$PATH" /tmp/script
    expect_output "_arm64"
    expect_output "404"
    fake_dpkg riscv64
    expect_output "there is no release for this architecture" env PATH="/tmp/fake:$PATH" /tmp/script
    expect_status 1

    sentence "$name: fails where the download is another, or none is named, or it is not there"
    for sha256 in 0000000000000000000000000000000000000000000000000000000000000000 FILL-IN; do
        fill_in "$download" <"$file" | sed "s/sha256=.*/sha256=$sha256/" | script_of /tmp/script
        expect_status 1 /tmp/script
        case $sha256 in
            0*) expect_output ": FAILED" ;;
            *) expect_output "no properly formatted checksum lines found" ;;
        esac
    done
    fill_in "$download" <"$file" | sed 's/url=.*/&x/' | script_of /tmp/script
    expect_output "404" /tmp/script
    expect_status 100
    expect_status 127 aa-userns-gen --version

    sentence "$name: fails on a kernel without AppArmor, and says so"
    script_of /tmp/script </tmp/user-data
    expect_output "without AppArmor" /tmp/script
    expect_status 4
    rm -f /usr/local/bin/aa-userns-gen
    dpkg --purge aa-userns-gen >/tmp/purged 2>&1
done
