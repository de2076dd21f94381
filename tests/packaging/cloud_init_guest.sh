# shellcheck shell=sh
# A guest as a cloud makes it, for the tests of cloud-init: a seed on its disk, and a web server for what it downloads.
# Everything but the address and the checksum of the download is as published.
# shellcheck disable=SC2034  # read by the scripts
seed=/var/lib/cloud/seed/nocloud log=/var/log/cloud-init-output.log
units=/run/systemd/system
published=/project/packaging/cloud-init
program=/project/build/release/bin/aa-userns-gen
package=$(ls /project/build/aa-userns-gen_*_amd64.deb)

# fill_in DOWNLOAD <USER-DATA: the download is for this architecture; that for another one is not there.
fill_in() {
    sha256=$(sha256sum <"$1")
    sed -e "/ amd64)\$/,/;;/{s|^\( *url\)=.*|\1=http://127.0.0.1:8000/${1##*/}|; s|^\( *sha256\)=.*|\1=${sha256%% *}|}" \
        -e "/ arm64)\$/,/;;/s|FILL-IN.example|127.0.0.1:8000|; s|https://127|http://127|"
}

# instance NAME USER-DATA DOWNLOAD: what the next boot is the first boot of.
instance() {
    mkdir -p $seed
    echo "instance-id: $1" >$seed/meta-data
    fill_in "$3" <"$published/$2" >$seed/user-data
}

# On kernels without the restriction, the program is asked to grant all the same.
grant_always() {
    sed -i -e 's/apply runner/& --when always/' -e 's/&& \[ ! -e/\&\& false/' $seed/user-data
}

serve() {
    mkdir -p /run/downloads
    ln -sf "$program" "$package" /run/downloads
    exec python3 -m http.server --bind 127.0.0.1 --directory /run/downloads 8000
}

# Before systemd starts. There is no network to configure, to get packages from, or to log in by.
set_up_cloud() {
    cat >/etc/cloud/cloud.cfg.d/99-test.cfg <<'END_OF_FILE'
datasource_list: [NoCloud, None]
network: {config: disabled}
ssh_genkeytypes: [ed25519]
END_OF_FILE
    rm -f /etc/apt/sources.list
    cat >$units/downloads.service <<'END_OF_FILE'
[Unit]
DefaultDependencies=no
[Service]
ExecStart=/bin/sh -c '. /project/tests/packaging/cloud_init_guest.sh && serve'
END_OF_FILE
    ln -s $units/downloads.service $units/multi-user.target.wants
    # Seconds of each boot, too.
    for unit in e2scrub_reap ldconfig systemd-journal-catalog-update systemd-update-done; do
        ln -s /dev/null $units/$unit.service
    done
}

reboot() {
    close_sentence
    sync
    echo rebooting
    sleep 100
}

expect_done() {
    expect_status 0 cloud-init status --wait --long
    expect_output "status: done"
    expect_output "errors: []"
}

expect_granted() {
    expect_output "bwrap//&unpriv_bwrap (enforce)" as_nobody bwrap --unshare-user --bind / / cat /proc/self/attr/current
    expect_status 0 aa-userns-gen verify
}
