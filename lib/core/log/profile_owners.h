#pragma once

#include <string>
#include <string_view>

namespace aug {

/// A profile that a program writes for itself, and how that program is told to change it: an edit in /etc/apparmor.d
/// does not last, or finds no file there.
struct ProfileOwner {
  std::string who;  ///< "snapd"; "" for a profile that people write
  std::string how;  ///< the next thing to do
  bool is_container = false;

  bool is_program() const { return !who.empty(); }
};

/// Who writes the profile: snapd, the runtime of a container, libvirt, the kernel itself. For a stack of profiles, the
/// first of them that a program writes.
ProfileOwner owner_of(std::string_view profile);

}  // namespace aug
