#pragma once

#include <string>
#include <string_view>

namespace aug {

/// How far a plain user gets with a user namespace. That one can be created proves nothing: Ubuntu's kernels allow it,
/// and take the capabilities in it away.
struct NamespaceUse {
  enum class Stage {
    user,      ///< become a plain user
    label,     ///< become the profile that is asked about
    load,      ///< read the loader of the program's libraries
    create,    ///< unshare(CLONE_NEWUSER)
    map,       ///< write /proc/self/uid_map
    separate,  ///< unshare(CLONE_NEWNS | CLONE_NEWNET)
    start,     ///< a program, where the profile complains: what it starts may get another label than it has itself
    mount,
    attach,    ///< a new mount by its descriptor, where the profile complains: none of its paths is connected yet
    loopback,  ///< set it up, as bwrap --unshare-net does
    done,
  };

  Stage reached = Stage::done;  ///< the one that failed
  int error = 0;                ///< its errno
  std::string label;            ///< of the process in the end: "unprivileged_userns (enforce)"

  bool works() const { return reached == Stage::done; }
  friend bool operator==(const NamespaceUse&, const NamespaceUse&) = default;
};

/// The words for a stage: "create a user namespace".
std::string_view words_for(NamespaceUse::Stage stage);

/// "cannot create a user namespace: Permission denied; its label is 'unconfined'".
std::string describe(const NamespaceUse& use);

/// Why a plain user without any profile cannot use a namespace.
enum class Obstacle {
  none,
  restriction,    ///< AppArmor: the namespace is created, without any capability
  stub_missing,   ///< AppArmor: the restriction wants a profile 'unprivileged_userns', which is not loaded
  refused,        ///< AppArmor: the profile of this process refuses it
  limit_zero,     ///< user.max_user_namespaces is 0
  limit_reached,  ///< user.max_user_namespaces, here or in a namespace above, or 32 of them one in the other
  clone_off,      ///< kernel.unprivileged_userns_clone is 0
  seccomp,        ///< a filter of this process, such as a container's
  chroot,         ///< the kernel refuses user namespaces in a chroot
  no_support,     ///< the kernel is built without them
  unknown,
};

/// The facts about the host that the answer depends on as well.
struct ObstacleClues {
  bool is_restricted = false;
  bool has_seccomp = false;
  bool is_chroot = false;
  std::string clone = {};  ///< the value of kernel.unprivileged_userns_clone, or ""
  std::string limit = {};  ///< that of user.max_user_namespaces, or ""
};

/// By the errors of create_user_ns() in the kernel (kernel/user_namespace.c), Debian's and Ubuntu's patches.
Obstacle obstacle_of(const NamespaceUse& use, const ObstacleClues& clues);

}  // namespace aug
