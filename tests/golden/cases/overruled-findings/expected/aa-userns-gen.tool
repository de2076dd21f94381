# Managed by aa-userns-gen; changes to this file are undone, additions go to local/tool.

# Template gateway: for daemons and desktop programs that build their own sandbox (OpenShell's gateway, Electron,
# Chrome). The program stays unconfined, as it was without a profile, and gains the right to create user namespaces.
# Programs that it runs keep that right, so name only a program whose children may have it.

abi <abi/4.0>,

include <tunables/global>

profile tool "/opt/vendor/tool" flags=(unconfined) {
  userns,

  # Additions of this machine's administrator
  include if exists <local/tool>
}
