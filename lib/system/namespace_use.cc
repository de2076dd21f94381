#include "core/host/namespace_use.h"

#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/text/format.h"
#include "system/child_setup.h"
#include "system/errno_failure.h"
#include "system/file_descriptor.h"
#include "system/probe.h"

namespace aug {
namespace {

using Stage = NamespaceUse::Stage;

constexpr int patience_ms = 10'000;

/// What the child writes into its pipe: plain bytes, since it may not use memory of the heap.
struct Answer {
  Stage reached = Stage::label;
  int error = 0;
  std::array<char, 256> label{};
};

/// Made before the fork.
struct Order {
  std::string change;  ///< to write into attr/current, or ""
  std::string wanted;  ///< how attr/current begins then: "bwrap ("
  bool drops_root;
  std::string uid_map;
  std::string gid_map;
};

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

void read_label(std::array<char, 256>& label) {
  const int attribute = open_attribute(O_RDONLY);
  if (attribute < 0 || ::read(attribute, label.data(), label.size() - 1) < 0) label[0] = '\0';
  if (attribute >= 0) ::close(attribute);
}

/// Where kernel.apparmor_restrict_unprivileged_unconfined is 1, all but root get the profile stacked on what they have,
/// which lifts nothing.
bool change_label(const Order& order) {
  if (order.change.empty()) return true;
  if (!write_to(open_attribute(O_WRONLY), order.change)) return false;
  std::array<char, 256> label{};
  read_label(label);
  errno = EPERM;
  return std::strncmp(label.data(), order.wanted.c_str(), order.wanted.size()) == 0;
}

bool become_plain() {
  const bool done = ::syscall(SYS_setgroups, 0, nullptr) == 0 &&
                    ::syscall(SYS_setresgid, unprivileged_uid, unprivileged_uid, unprivileged_uid) == 0 &&
                    ::syscall(SYS_setresuid, unprivileged_uid, unprivileged_uid, unprivileged_uid) == 0;
  // Otherwise /proc/self would be root's, as that of a program that changed its user is.
  return done && ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

bool map_user(const Order& order) {
  return write_to(::open("/proc/self/setgroups", O_WRONLY | O_CLOEXEC), "deny") &&
         write_to(::open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC), order.uid_map) &&
         write_to(::open("/proc/self/gid_map", O_WRONLY | O_CLOEXEC), order.gid_map);
}

bool set_up_loopback() {
  const int file = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  std::memcpy(request.ifr_name, "lo", 3);
  request.ifr_flags = IFF_UP;
  return file >= 0 && ::ioctl(file, SIOCSIFFLAGS, &request) == 0;
}

bool try_stage(Stage stage, const Order& order) {
  switch (stage) {
    case Stage::label:
      return change_label(order);
    case Stage::user:
      return !order.drops_root || become_plain();
    case Stage::create:
      return ::unshare(CLONE_NEWUSER) == 0;
    case Stage::map:
      return map_user(order);
    case Stage::separate:
      return ::unshare(CLONE_NEWNS | CLONE_NEWNET) == 0;
    case Stage::mount:
      return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
             ::mount("none", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, nullptr) == 0;
    case Stage::loopback:
      return set_up_loopback();
    case Stage::done:
      break;
  }
  return true;
}

Answer try_all(const Order& order) {
  Answer answer;
  while (answer.reached != Stage::done) {
    if (!try_stage(answer.reached, order)) {
      answer.error = errno;
      break;
    }
    answer.reached = static_cast<Stage>(static_cast<int>(answer.reached) + 1);
  }
  read_label(answer.label);
  return answer;
}

}  // namespace

NamespaceUse use_namespace(const std::string& label) {
  const bool is_root = ::geteuid() == 0;
  const uid_t uid = is_root ? unprivileged_uid : ::geteuid();
  const gid_t gid = is_root ? unprivileged_uid : ::getegid();
  const Order order{label.empty() ? "" : "changeprofile " + label, label + " (", is_root, aug::format("0 {} 1", uid),
                    aug::format("0 {} 1", gid)};
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail_with_errno("try a user namespace", "in a process");
  const FileDescriptor from(ends[0]);
  FileDescriptor to(ends[1]);
  const pid_t child = fork_without_signals();
  if (child < 0) fail_with_errno("try a user namespace", "in a process");
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const Answer answer = try_all(order);
    [[maybe_unused]] const ssize_t written = ::write(to.get(), &answer, sizeof answer);
    ::_exit(0);
  }
  to.close();
  Answer answer;
  pollfd pipe{from.get(), POLLIN, 0};
  ssize_t size = -1;
  if (::poll(&pipe, 1, patience_ms) > 0) size = ::read(from.get(), &answer, sizeof answer);
  const int error = size < 0 ? ETIMEDOUT : EPROTO;
  if (size != sizeof answer) ::kill(child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
  errno = error;
  if (size != sizeof answer) fail_with_errno("try a user namespace", "in a process");
  NamespaceUse use{answer.reached, answer.error, answer.label.data()};
  while (use.label.ends_with('\n')) use.label.pop_back();
  return use;
}

}  // namespace aug
