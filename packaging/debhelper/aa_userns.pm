# The sequence of `dh --with aa-userns`, or of a build dependency on dh-sequence-aa-userns.
use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;

# The policy is to be applied before a service starts that needs it, and taken back after that stopped.
insert_before('dh_installinit', 'dh_aa_userns');

1;
