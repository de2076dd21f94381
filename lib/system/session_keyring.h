#pragma once

namespace aug {

/// Gives this process a session keyring of its own with nothing in it: whoever has root's, through fork(2),
/// setresuid(2) and exec, reads the keys that root keeps there, see session-keyring(7). Async-signal-safe. An errno, or
/// 0, also where the kernel keeps no keys or gives nobody here any.
int leave_session_keyring();

}  // namespace aug
