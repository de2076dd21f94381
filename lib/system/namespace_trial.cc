#include "system/namespace_trial.h"

#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>

#include "core/apparmor/label.h"
#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

using Stage = NamespaceUse::Stage;

constexpr std::string_view trial_word = "--try-a-user-namespace";  // as the first argument
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

std::string own_label() {
  std::array<char, longest_label> label;
  const int attribute = open_attribute(O_RDONLY);
  const ssize_t size = attribute < 0 ? -1 : ::read(attribute, label.data(), label.size());
  if (attribute >= 0) ::close(attribute);
  const std::string_view text(label.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return std::string(text.substr(0, text.find('\n')));
}

/// Where kernel.apparmor_restrict_unprivileged_unconfined is 1, all but root get the profile stacked on what they have,
/// which lifts nothing.
bool change_label(const std::string& label) {
  if (label.empty()) return true;
  if (!write_to(open_attribute(O_WRONLY), "changeprofile " + label)) return false;
  errno = EPERM;
  return label_from(own_label()).name() == label;
}

bool become(uid_t user) {
  const bool done =
      ::setgroups(0, nullptr) == 0 && ::setresgid(user, user, user) == 0 && ::setresuid(user, user, user) == 0;
  // Otherwise /proc/self would be root's, as that of a program that changed its user is.
  return done && ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

/// The only ids that a plain user may map are one's own: user_namespaces(7).
bool map_ids(uid_t user, gid_t group) {
  return write_to(::open("/proc/self/setgroups", O_WRONLY | O_CLOEXEC), "deny") &&
         write_to(::open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC), aug::format("0 {} 1", user)) &&
         write_to(::open("/proc/self/gid_map", O_WRONLY | O_CLOEXEC), aug::format("0 {} 1", group));
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
  std::string label;
  uid_t user;
  gid_t group;
  bool is_other_user;
};

bool try_stage(Stage stage, const Trial& trial) {
  switch (stage) {
    case Stage::label:
      return change_label(trial.label);
    case Stage::user:
      return !trial.is_other_user || become(trial.user);
    case Stage::create:
      return ::unshare(CLONE_NEWUSER) == 0;
    case Stage::map:
      return map_ids(trial.user, trial.group);
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

NamespaceUse try_all(const Trial& trial) {
  NamespaceUse use{Stage::label, 0, ""};
  while (use.reached != Stage::done) {
    if (!try_stage(use.reached, trial)) {
      use.error = errno;
      break;
    }
    use.reached = static_cast<Stage>(static_cast<int>(use.reached) + 1);
  }
  use.label = own_label();
  return use;
}

[[noreturn]] void refuse(const char* why) {
  throw Failure(ExitCode::failed, aug::format("cannot try a user namespace: {}", why));
}

/// A number and the blank after it, taken from the begin of `text`.
int take_number(std::string_view& text, int largest) {
  int number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::size_t size = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || number < 0 || number > largest || size >= text.size() || text[size] != ' ') {
    refuse("its answer cannot be read");
  }
  text.remove_prefix(size + 1);
  return number;
}

}  // namespace

void end_as_trial(int argc, char** argv) {
  if (argc != 4 || argv[1] != trial_word) return;
  uid_t user = 0;
  const std::string_view digits = argv[3];
  if (std::from_chars(digits.data(), digits.data() + digits.size(), user).ec != std::errc()) ::_exit(2);
  ::prctl(PR_SET_NAME, "aa-userns-gen");  // as what it is in the records of the log, not as "exe"
  const bool is_other_user = user != ::geteuid();
  const NamespaceUse use = try_all({argv[2], user, is_other_user ? user : ::getegid(), is_other_user});
  const std::string answer = aug::format("{} {} {}", static_cast<int>(use.reached), use.error, use.label);
  const bool is_written = ::write(STDOUT_FILENO, answer.data(), answer.size()) == static_cast<ssize_t>(answer.size());
  ::_exit(is_written ? 0 : 1);
}

std::vector<std::string> trial_command(const std::string& label, uid_t user) {
  return {"/proc/self/exe", std::string(trial_word), label, aug::format("{}", user)};
}

NamespaceUse answer_of_trial(const std::string& output) {
  if (output.size() > longest_label + 32) refuse("its answer is too long");
  std::string_view rest = output;
  NamespaceUse use;
  use.reached = static_cast<Stage>(take_number(rest, static_cast<int>(Stage::done)));
  use.error = take_number(rest, 4095);  // the kernel's largest, MAX_ERRNO
  use.label = rest.substr(0, rest.find('\n'));
  return use;
}

}  // namespace aug
