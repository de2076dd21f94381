# Managed by aa-userns-gen; changes to this file are undone, additions go to local/app.

abi <abi/4.0>,

profile app "/opt/app/app" flags=(unconfined) {
  userns,
}
