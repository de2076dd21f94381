#include "system/probe_user.h"

#include <sys/random.h>
#include <unistd.h>

#include <cstdint>
#include <sstream>

#include "system/kernel_files.h"

namespace aug {
namespace {

/// Beyond those of containers and below what is negative for some programs, nothing gives these out, see the table of
/// systemd, UIDS-GIDS. A program of others that is tried can leave a setuid copy of itself behind and wait for its
/// number: ours have others, and theirs are drawn at random.
constexpr uid_t first_user_of_probes = 0x7ffd0000;
constexpr uid_t first_user_of_programs = 0x7ffc0000;

uid_t drawn_from(uid_t first) {
  std::uint16_t number = 0;
  if (::getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number) {
    number = static_cast<std::uint16_t>(::getpid());
  }
  return first + number;
}

/// Whether the kernel knows the user here: user_namespaces(7), /proc/PID/uid_map.
bool is_mapped(uid_t user) {
  std::istringstream map(read_kernel_file("/proc/self/uid_map").value_or(""));
  for (std::uint64_t first = 0, outside = 0, count = 0; map >> first >> outside >> count;) {
    if (user >= first && user - first < count) return true;
  }
  return false;
}

uid_t user_from(uid_t first) {
  if (::geteuid() != 0) return ::geteuid();
  const uid_t drawn = drawn_from(first);
  return is_mapped(drawn) ? drawn : nobody;
}

}  // namespace

uid_t user_of_probes() {
  static const uid_t own = user_from(first_user_of_probes);
  return own;
}

uid_t new_user_of_programs() {
  return user_from(first_user_of_programs);
}

}  // namespace aug
