#include "system/session_keyring.h"

#include <linux/keyctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace aug {
namespace {

/// In a container often none at all may be asked.
bool are_keys_kept_from_us() {
  if (::syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0) >= 0) return false;
  return errno == ENOSYS || errno == EPERM;
}

}  // namespace

int leave_session_keyring() {
  if (::syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, nullptr) >= 0) return 0;
  const int error = errno;
  return are_keys_kept_from_us() ? 0 : error;
}

}  // namespace aug
