#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace aug {

/// In place of a user's number: as we are.
inline constexpr uid_t ourselves = static_cast<uid_t>(-1);

/// What a program may use; all of it, unless said.
struct ChildLimits {
  rlim_t memory = RLIM_INFINITY;     ///< in bytes, of each of its processes
  rlim_t processes = RLIM_INFINITY;  ///< of all of its user's; root has no such limit
};

/// As long as it lives: no handler of ours runs, in this process or in one that is made from it.
class SignalsBlocked {
 public:
  SignalsBlocked();
  SignalsBlocked(const SignalsBlocked&) = delete;
  ~SignalsBlocked();

 private:
  sigset_t before_;
};

/// The work of a child between fork and exec. Everything that needs memory is done in the constructor, before the fork:
/// in the child of a program with threads only async-signal-safe calls are allowed (signal-safety(7)).
class ChildSetup {
 public:
  /// The strings of `argv` and the files must outlive this object. `streams` become 0, 1 and 2.
  ChildSetup(const std::vector<std::string>& argv, std::span<const int> keep, uid_t uid, std::array<int, 3> streams,
             ChildLimits limits = {});

  /// A session of its own, default signals, the streams, the user. All other files close at exec. Returns an errno, or
  /// 0.
  int prepare(pid_t parent) const;
  /// Comes back only with an errno.
  int execute() const;

 private:
  std::vector<char*> argv_;
  std::vector<int> keep_;
  uid_t uid_;
  std::array<int, 3> streams_;
  ChildLimits limits_;
  std::uint64_t changed_signals_;
};

}  // namespace aug
