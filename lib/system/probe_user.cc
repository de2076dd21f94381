#include "system/probe_user.h"

#include <sys/random.h>
#include <unistd.h>

#include <cstdint>
#include <sstream>

#include "system/kernel_files.h"

namespace aug {
namespace {

/// Those that probes run as begin here: beyond those of containers and below what is negative for some programs,
/// nothing gives these out, see the table of systemd, UIDS-GIDS.
constexpr uid_t first_user_of_probes = 0x7ffd0000;

/// Drawn at random: a program of a user's that is tried can leave a setuid copy of itself behind,
/// and wait for its number.
uid_t drawn_user() {
  std::uint16_t number = 0;
  if (::getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number) {
    number = static_cast<std::uint16_t>(::getpid());
  }
  return first_user_of_probes + number;
}

/// Whether the kernel knows the user here: user_namespaces(7), /proc/PID/uid_map.
bool is_mapped(uid_t user) {
  std::istringstream map(read_kernel_file("/proc/self/uid_map").value_or(""));
  for (std::uint64_t first = 0, outside = 0, count = 0; map >> first >> outside >> count;) {
    if (user >= first && user - first < count) return true;
  }
  return false;
}

}  // namespace

uid_t user_of_probes() {
  if (::geteuid() != 0) return ::geteuid();
  static const uid_t own = new_user_of_probes();
  return own;
}

uid_t new_user_of_probes() {
  if (::geteuid() != 0) return ::geteuid();
  const uid_t drawn = drawn_user();
  return is_mapped(drawn) ? drawn : nobody;
}

}  // namespace aug
