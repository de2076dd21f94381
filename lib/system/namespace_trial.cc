#include "system/namespace_trial.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "core/apparmor/label.h"
#include "core/host/namespace_use.h"
#include "core/text/format.h"
#include "system/program_loader.h"

namespace aug {
namespace {

using Stage = NamespaceUse::Stage;

constexpr const char* rest_word = "--try-the-rest-in-the-namespace";
constexpr std::size_t longest_label = 1024;

/// attr/current is shared by all security modules, attr/apparmor is not there before Linux 5.1.
int open_attribute(int flags) {
  const int file = ::open("/proc/self/attr/apparmor/current", flags | O_CLOEXEC);
  return file >= 0 ? file : ::open("/proc/self/attr/current", flags | O_CLOEXEC);
}

bool write_to(int file, const std::string& text) {
  const bool written = file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const int error = errno;
  if (file >= 0) ::close(file);
  errno = error;
  return written;
}

/// Where kernel.apparmor_restrict_unprivileged_unconfined is 1, who lacks CAP_MAC_OVERRIDE gets the profile stacked on
/// what it has, which lifts nothing.
bool change_label(const std::string& label, bool may_override) {
  if (label.empty()) return true;
  if (!write_to(open_attribute(O_WRONLY), "changeprofile " + label)) return false;
  const std::string now = own_label();
  if (now.empty()) return may_override;
  errno = EPERM;
  return label_from(now).name() == label;
}

bool hold_only(std::uint64_t capabilities) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2]{};
  for (int word = 0; word < 2; ++word) {
    data[word].effective = data[word].permitted = static_cast<std::uint32_t>(capabilities >> (32 * word));
  }
  return ::syscall(SYS_capset, &header, data) == 0;
}

/// Before the profile is taken, which need not let one do so. For that, the one capability is kept where there is one.
bool become(uid_t user) {
  const bool done = ::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0 && ::setgroups(0, nullptr) == 0 &&
                    ::setresgid(user, user, user) == 0 && ::setresuid(user, user, user) == 0;
  return done && (hold_only(std::uint64_t{1} << CAP_MAC_OVERRIDE) || hold_only(0));
}

/// Leaves nothing of root's. Only then /proc/self shall be one's own; of a program that changed its user, it is root's.
bool end_as_plain_user() {
  return hold_only(0) && ::prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0) == 0 && ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

/// The only ids that a plain user may map are one's own: user_namespaces(7).
bool map_ids(uid_t user, gid_t group) {
  return write_to(::open("/proc/self/setgroups", O_WRONLY | O_CLOEXEC), "deny") &&
         write_to(::open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC), aug::format("0 {} 1", user)) &&
         write_to(::open("/proc/self/gid_map", O_WRONLY | O_CLOEXEC), aug::format("0 {} 1", group));
}

/// As programs do since Linux 5.2, mount(8) for one: that looks at the mount before it has a place, and so a path. True
/// where the kernel does not know how.
bool attach_new_mount() {
  const int file_system = static_cast<int>(::syscall(SYS_fsopen, "tmpfs", 0));
  if (file_system < 0) return errno == ENOSYS;
  constexpr int create = 6;      // FSCONFIG_CMD_CREATE
  constexpr int empty_path = 4;  // MOVE_MOUNT_F_EMPTY_PATH
  if (::syscall(SYS_fsconfig, file_system, create, nullptr, nullptr, 0) != 0) return false;
  const int mounted = static_cast<int>(::syscall(SYS_fsmount, file_system, 0, 0));
  struct stat status {};
  return mounted >= 0 && ::fstat(mounted, &status) == 0 &&
         ::syscall(SYS_move_mount, mounted, "", AT_FDCWD, "/tmp", empty_path) == 0;
}

bool set_up_loopback() {
  const int file = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  std::memcpy(request.ifr_name, "lo", 3);
  request.ifr_flags = IFF_UP;
  return file >= 0 && ::ioctl(file, SIOCSIFFLAGS, &request) == 0;
}

/// What is tried, and as whom.
struct Trial {
  std::string label = {};
  uid_t user = 0;
  gid_t group = 0;
  bool is_other_user = false;
  std::string program = {};  ///< or ""
  std::string loader = {};
};

bool can_read(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (file >= 0) ::close(file);
  return file >= 0 || errno != EACCES;
}

/// Under such a profile, what has no rule is allowed, and what is started without one gets a label
/// "NAME//null-PROGRAM", to which the files and mounts of the one before need not be connected. That is tried by what
/// is started.
bool complains(const std::string& label) {
  const std::string mode = label_from(label).mode;
  return mode == "complain" || mode == "mixed";
}

/// By its name: to /proc/self/exe no path leads from the new mounts, and that is refused in complain mode, too. Ends
/// here, but where the plain user may not reach this program.
void start_rest() {
  std::error_code error;
  const std::string own = std::filesystem::read_symlink("/proc/self/exe", error);
  char* none = nullptr;
  const std::array<const char*, 3> argv = {"aa-userns-gen", rest_word, nullptr};
  ::execve(own.c_str(), const_cast<char* const*>(argv.data()), &none);
}

bool try_stage(Stage stage, Trial& trial) {
  switch (stage) {
    case Stage::user:
      if (trial.is_other_user && !become(trial.user)) return false;
      trial.loader = loader_of(trial.program);
      return true;
    case Stage::label:
      return change_label(trial.label, trial.is_other_user) && (!trial.is_other_user || end_as_plain_user());
    case Stage::load:
      return trial.loader.empty() || can_read(trial.loader);
    case Stage::create:
      return ::unshare(CLONE_NEWUSER) == 0;
    case Stage::map:
      return map_ids(trial.user, trial.group);
    case Stage::separate:
      return ::unshare(CLONE_NEWNS | CLONE_NEWNET) == 0;
    case Stage::start:
      if (complains(own_label())) start_rest();
      return true;
    case Stage::mount:
      return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
             ::mount("none", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, nullptr) == 0;
    case Stage::attach:
      return !complains(own_label()) || attach_new_mount();
    case Stage::loopback:
      return set_up_loopback();
    case Stage::done:
      break;
  }
  return true;
}

ProbeAnswer try_from(Stage first, Trial trial) {
  Stage reached = first;
  for (; reached != Stage::done; reached = static_cast<Stage>(static_cast<int>(reached) + 1)) {
    if (!try_stage(reached, trial)) return {static_cast<int>(reached), errno, own_label()};
  }
  return {static_cast<int>(reached), 0, own_label()};
}

}  // namespace

std::string own_label() {
  std::array<char, longest_label> label;
  const int attribute = open_attribute(O_RDONLY);
  const ssize_t size = attribute < 0 ? -1 : ::read(attribute, label.data(), label.size());
  const int error = errno;
  if (attribute >= 0) ::close(attribute);
  errno = error;
  const std::string_view text(label.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return std::string(text.substr(0, text.find('\n')));
}

ProbeAnswer try_own_namespace() {
  return try_from(Stage::create, {.user = ::geteuid(), .group = ::getegid()});
}

ProbeAnswer try_namespace(const std::string& label, const std::string& program, uid_t user) {
  const bool is_other_user = user != ::geteuid();
  return try_from(Stage::user, {label, user, is_other_user ? user : ::getegid(), is_other_user, program});
}

void end_as_rest(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == rest_word) ::_exit(tell(try_from(Stage::mount, {})) ? 0 : 1);
}

}  // namespace aug
