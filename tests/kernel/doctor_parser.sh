#!/bin/sh
# doctor and an apparmor_parser that knows no 'userns', as that of AppArmor 3: the remedy, run as it stands, installs a newer
# one from the archive; here a folder with one package, made from the parser that the machine had.
# shellcheck source=tests/machine/findings.sh
. /project/tests/machine/findings.sh

# The files of the package that are there, under a higher version, in an archive of its own.
make_archive() {
    package=/tmp/package
    mkdir -p $package/DEBIAN /tmp/archive
    dpkg --listfiles apparmor | while read -r file; do
        if [ -f "$file" ] && [ ! -L "$file" ] && [ "${file#/etc/}" = "$file" ]; then cp --parents "$file" $package; fi
    done
    printf 'Package: apparmor\nVersion: 99\nArchitecture: amd64\nMaintainer: nobody <nobody@localhost>\nDescription: x\n' \
        >$package/DEBIAN/control
    dpkg-deb --build $package /tmp/archive/apparmor.deb
    cd /tmp/archive
    {
        cat $package/DEBIAN/control
        echo "Filename: ./apparmor.deb"
        echo "Size: $(stat -c %s apparmor.deb)"
        echo "SHA256: $(sha256sum apparmor.deb | cut -d ' ' -f 1)"
    } >Packages
    cd /tmp
    rm -rf /etc/apt/sources.list.d/*
    echo 'deb [trusted=yes] file:/tmp/archive ./' >/etc/apt/sources.list
}

make_old() {
    cat >/usr/sbin/apparmor_parser.new <<'END'
#!/bin/sh
for file; do
    case $file in
        /proc/self/fd/*)
            echo "AppArmor parser error for $file in profile $file at line 3: syntax error, unexpected TOK_ID, expecting TOK_MODE" >&2
            exit 1
            ;;
    esac
done
END
    chmod 755 /usr/sbin/apparmor_parser.new
    mv /usr/sbin/apparmor_parser.new /usr/sbin/apparmor_parser
}

make_archive >/tmp/made 2>&1 || complain "no archive" "$(cat /tmp/made)"
make_old

sentence "nothing can be granted with the old parser"
expect_status 4 aa-userns-gen apply runner

sentence "doctor names the parser first, before the program that it keeps from having a profile"
diagnose
expect_first fail parser "cannot use /usr/sbin/apparmor_parser: it does not know 'userns'"

sentence "the remedy installs a newer one; then the next finding is the program, and its remedy works"
follow_remedy
diagnose
expect_first fail no-profile /usr/bin/bwrap
follow_remedy
expect_bwrap_works
expect_status 0 aa-userns-gen doctor

sentence "without abi/4.0 it is the same, and says which file is missing"
mv /etc/apparmor.d/abi/4.0 /tmp/
diagnose
expect_first fail parser "abi/4.0 is not there"
expect_output "apt-get install --reinstall" cat /tmp/remedy
