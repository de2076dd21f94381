# random_sandbox.pl classic|new: what a program does in a user namespace of its own, to which it came by unshare --user
# --map-root-user --mount --net: mounts, by the call of old or as mount(8) does since Linux 5.2, and sets up the loopback device.
# In Perl, which starts fast and has syscall().
use strict;

my ($none, $tmp, $tmpfs, $empty) = ("none", "/tmp", "tmpfs", "");
my ($mount, $fsopen, $fsconfig, $fsmount, $move_mount) = (165, 430, 431, 432, 429);

sub call { my $result = syscall($_[0], @_[1 .. $#_]); die "$_[0]: $!\n" if $result < 0; return $result }

call($mount, $none, $tmp, $tmpfs, 0, 0);
if ($ARGV[0] eq "new") {
    my $context = call($fsopen, $tmpfs, 0);
    call($fsconfig, $context, 6, 0, 0, 0);
    my $mounted = call($fsmount, $context, 0, 0);
    open(my $handle, "<&=", $mounted) or die "$!\n";
    stat($handle) or die "look at the mount: $!\n";
    call($move_mount, $mounted, $empty, -100, $tmp, 4);
}
socket(my $udp, 2, 2, 0) or die "socket: $!\n";
my $up = pack("a16 s x14", "lo", 1);
ioctl($udp, 0x8914, $up) or die "loopback: $!\n";
