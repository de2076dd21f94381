#include "system/environment.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <sstream>

#include "system/attempt.h"
#include "system/kernel_files.h"
#include "system/probe.h"

namespace aug {
namespace {

bool exists(const char* path) {
  return ::access(path, F_OK) == 0;
}

/// As systemd-detect-virt(1) finds it out: the file that systemd writes, those of Docker and Podman, and the
/// environment of the first process.
std::string container() {
  if (const std::string name = first_line_of("/run/systemd/container"); !name.empty()) return name;
  if (exists("/.dockerenv")) return "docker";
  if (exists("/run/.containerenv")) return "podman";
  if (exists("/dev/lxd") || exists("/dev/.lxd-mounts")) return "lxd";
  if (exists("/dev/incus")) return "incus";
  const std::string environment = '\0' + read_kernel_file("/proc/1/environ").value_or("");
  const std::string key = std::string(1, '\0') + "container=";
  const std::size_t at = environment.find(key);
  return at == std::string::npos ? "" : environment.substr(at + key.size()).c_str();
}

/// What tells one root from another: a bind mount of a folder is the same file.
struct RootId {
  std::uint64_t mount = 0;
  std::uint64_t inode = 0;

  friend bool operator==(const RootId&, const RootId&) = default;
};

std::optional<RootId> root_id(const char* path) {
  struct statx found {};
  if (::statx(AT_FDCWD, path, 0, STATX_INO | STATX_MNT_ID, &found) != 0) return std::nullopt;
  return RootId{found.stx_mnt_id, found.stx_ino};
}

std::string target_of(const char* link) {
  std::array<char, 64> target{};
  const ssize_t length = ::readlink(link, target.data(), target.size());
  return {target.data(), static_cast<std::size_t>(length > 0 ? length : 0)};
}

/// Whether the root is another than that of the first process. In another mount namespace that cannot be told.
bool is_chroot() {
  const std::string space = target_of("/proc/self/ns/mnt");
  if (space.empty() || space != target_of("/proc/1/ns/mnt")) return false;
  const auto ours = root_id("/");
  const auto first = root_id("/proc/1/root/");
  return ours && first && *ours != *first;
}

bool maps_all_users() {
  std::istringstream map(read_kernel_file("/proc/self/uid_map").value_or("0 0 4294967295"));
  unsigned long inside = 0;
  unsigned long outside = 0;
  unsigned long count = 0;
  map >> inside >> outside >> count;
  return inside == 0 && outside == 0 && count == 4294967295UL;
}

bool status_says(const std::string& status, const std::string& key) {
  const std::size_t at = status.find("\n" + key + ":\t");
  return at != std::string::npos && status[at + key.size() + 3] != '0';
}

}  // namespace

EnvironmentFacts environment_of(const std::string& apparmorfs) {
  EnvironmentFacts environment;
  environment.container = container();
  if (!apparmorfs.empty()) {
    environment.policy_space = first_line_of(apparmorfs + "/.ns_name");
    environment.is_stacked = first_line_of(apparmorfs + "/.ns_stacked") == "yes";
  }
  const std::string release = first_line_of("/proc/sys/kernel/osrelease");
  environment.is_wsl = release.find("icrosoft") != std::string::npos;
  environment.is_chroot = is_chroot();
  environment.is_in_user_namespace = !maps_all_users();
  const std::string status = read_kernel_file("/proc/self/status").value_or("");
  environment.has_seccomp = status_says(status, "Seccomp");
  environment.no_new_privs = status_says(status, "NoNewPrivs");
  environment.label = first_line_of("/proc/self/attr/apparmor/current");
  if (environment.label.empty() && !apparmorfs.empty()) environment.label = first_line_of("/proc/self/attr/current");
  return environment;
}

std::optional<BwrapFacts> installed_bwrap(const Root& root, const std::string& path) {
  const auto status = root.status(path);
  if (!status || !S_ISREG(status->st_mode)) return std::nullopt;
  BwrapFacts facts{path, "", (status->st_mode & S_ISUID) != 0};
  if (!root.is_host()) return facts;
  // One that does not start has none: the checks of the program say why.
  std::istringstream words(attempt([&] { return version_of(path); }));  // "bubblewrap 0.9.0"
  words >> facts.version >> facts.version;
  return facts;
}

}  // namespace aug
