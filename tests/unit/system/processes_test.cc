#include "system/processes.h"

#include <doctest/doctest.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

/// A program of ours that waits, with `other` mounted in its place for it alone where one is given; nullopt where that
/// is not allowed.
class Waiting {
 public:
  explicit Waiting(const std::string& program, const std::string& other = "") {
    pid_ = ::fork();
    if (pid_ == 0) {
      if (!other.empty() &&
          (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
           ::mount(other.c_str(), program.c_str(), nullptr, MS_BIND, nullptr) != 0)) {
        ::_exit(1);
      }
      ::execl(program.c_str(), program.c_str(), "60", nullptr);
      ::_exit(1);
    }
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  /// Once it executes `program`, whatever is behind its path.
  std::optional<RunningProcess> as_seen(const std::string& program) const {
    for (int tries = 0; tries < 200; ++tries) {
      for (const RunningProcess& process : running_processes()) {
        if (process.pid == pid_ && process.program.starts_with(program)) return process;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return std::nullopt;
  }

 private:
  pid_t pid_ = -1;
};

/// A program that sleeps, as a file of its own.
std::string sleeper(const TemporaryFolder& folder, const std::string& name) {
  fs::copy_file("/bin/sleep", folder / name);
  return folder / name;
}

}  // namespace

TEST_CASE("a running process is listed with the program that it executes") {
  const std::vector<RunningProcess> processes = running_processes();
  const auto self = std::find_if(processes.begin(), processes.end(),
                                 [](const RunningProcess& process) { return process.pid == ::getpid(); });
  REQUIRE(self != processes.end());
  CHECK(self->program == std::filesystem::read_symlink("/proc/self/exe").string());
}

TEST_CASE("a process is in our own user namespace unless it says otherwise") {
  CHECK_FALSE(is_in_own_namespace(::getpid()));
  CHECK_FALSE(is_in_own_namespace(0));
}

TEST_CASE("a process executes the file at a path, not what is there in another mount namespace") {
  const TemporaryFolder folder;
  const std::string program = sleeper(folder, "program");
  const std::string other = sleeper(folder, "other");
  const Root root;
  const Waiting ours(program);
  const auto seen = ours.as_seen(program);
  REQUIRE(seen);
  CHECK(executes(root, *seen, program));
  CHECK_FALSE(executes(root, *seen, other));
  const Waiting contained(program, other);
  const auto seen_there = contained.as_seen(program);
  if (!seen_there) {
    MESSAGE("skipped: mount namespaces are not allowed here");
    return;
  }
  CHECK(seen_there->program == program);
  CHECK_FALSE(executes(root, *seen_there, program));
}

TEST_CASE("a process whose program was replaced executes the old one, but only with our mounts") {
  const TemporaryFolder folder;
  const std::string program = sleeper(folder, "program");
  const Root root;
  const Waiting waiting(program);
  REQUIRE(waiting.as_seen(program));
  fs::rename(sleeper(folder, "new"), program);
  auto seen = waiting.as_seen(program + " (deleted)");
  REQUIRE(seen);
  CHECK(executes(root, *seen, program));
  CHECK_FALSE(executes(root, *seen, folder / "pro"));
  seen->has_our_mounts = false;
  CHECK_FALSE(executes(root, *seen, program));
}

TEST_CASE("a program that is named as if it were deleted is another one") {
  const TemporaryFolder folder;
  const std::string program = sleeper(folder, "program");
  const std::string other = sleeper(folder, "program (deleted)");
  const Waiting waiting(other);
  const auto seen = waiting.as_seen(other);
  REQUIRE(seen);
  CHECK_FALSE(executes(Root(), *seen, program));
  CHECK(executes(Root(), *seen, other));
}
