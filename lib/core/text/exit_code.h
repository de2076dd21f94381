#pragma once

namespace aug {

/// What the program tells its caller by its exit status; part of the contract, listed in the README.
enum class ExitCode {
  done = 0,            ///< done, or nothing to do
  failed = 1,          ///< failed; the host is as it was before
  usage = 2,           ///< wrong usage
  invalid_policy = 3,  ///< the policy has mistakes
  unsupported = 4,     ///< this host cannot; nothing changed
  inconsistent = 5,    ///< taking back failed too
  conflict = 6,        ///< another profile claims the binary; nothing changed
  not_as_applied = 7,  ///< a difference or a problem was found
};

}  // namespace aug
