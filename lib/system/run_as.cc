#include "system/run_as.h"

#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cstring>
#include <string_view>

#include "core/text/format.h"
#include "system/child_setup.h"

namespace aug {
namespace {

constexpr std::string_view run_word = "--run-as";

/// Who may run this program as root, by sudo(8) perhaps, has not for that the right to run others as any user. As one
/// of those that are nobody's there is nothing to gain.
bool is_of_probes(uid_t user) {
  return user == nobody || (user >= first_user_of_probes && user <= last_user_of_probes);
}

/// It is no option for others, although whose the process of the parent is stays open.
bool is_started_by_ourselves() {
  struct stat own {};
  struct stat parents {};
  const std::string parent = aug::format("/proc/{}/exe", ::getppid());
  return ::stat("/proc/self/exe", &own) == 0 && ::stat(parent.c_str(), &parents) == 0 && own.st_dev == parents.st_dev &&
         own.st_ino == parents.st_ino;
}

}  // namespace

std::vector<std::string> run_as(uid_t user, const std::vector<std::string>& argv) {
  std::vector<std::string> words{"/proc/self/exe", std::string(run_word), aug::format("{}", user)};
  words.insert(words.end(), argv.begin(), argv.end());
  return words;
}

void end_as_other_user(int argc, char** argv) {
  if (argc < 4 || argv[1] != run_word || !is_started_by_ourselves()) return;
  uid_t user = 0;
  const std::string_view digits = argv[2];
  if (std::from_chars(digits.data(), digits.data() + digits.size(), user).ec != std::errc()) ::_exit(2);
  if (!is_of_probes(user)) return;
  const std::vector<std::string> program(argv + 3, argv + argc);
  const ChildSetup setup(program, {}, user, {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO});
  int error = setup.prepare(::getppid());
  if (error == 0) error = setup.execute();
  const std::string why = aug::format("cannot execute {}: {}\n", program.front(), std::strerror(error));
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, why.data(), why.size());
  ::_exit(127);
}

}  // namespace aug
