#include "system/left_processes.h"

#include <doctest/doctest.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>

#include "support/temporary_folder.h"
#include "system/process.h"
#include "system/root.h"

using namespace aug;
using namespace std::chrono_literals;

namespace {

constexpr uid_t somebody = 54321;

/// Runs a script as a user's program, in a process that adopts what it leaves, and ends that. Whether it all ended.
bool ends_what_is_left_by(const std::string& script) {
  const pid_t child = ::fork();
  if (child == 0) {
    adopt_orphans();
    run({{"/bin/sh", "-c", script}, "", 10s, {}, ::geteuid() == 0 ? somebody : ourselves});
    ::_exit(LeftProcesses().end() && ::waitpid(-1, nullptr, WNOHANG) < 0 ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return status == 0;
}

/// Gone, or dead and not yet waited for.
bool has_ended(const std::string& process) {
  const auto status = Root().read("/proc/" + process + "/status");
  return !status || status->find("State:\tZ") != std::string::npos;
}

std::string written_to(const std::string& path) {
  const std::string text = Root().read(path).value_or("");
  return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("what a user's program leaves behind ends with the trial, whatever it left and whoever it became") {
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
  CHECK(ends_what_is_left_by("setsid sh -c 'echo $$ >" + (folder / "left") + "; exec sleep 100' & sleep 0.3"));
  const std::string left = written_to(folder / "left");
  REQUIRE_FALSE(left.empty());
  CHECK(has_ended(left));
}

TEST_CASE("a zombie that a stranger traces is no process that is left" * doctest::skip(::geteuid() != 0)) {
  std::array<int, 2> told{};
  REQUIRE(::pipe(told.data()) == 0);
  const pid_t tracer = ::fork();
  if (tracer == 0) {
    pid_t traced = 0;
    const bool is_traced = ::read(told[0], &traced, sizeof traced) == sizeof traced &&
                           ::ptrace(PTRACE_SEIZE, traced, nullptr, nullptr) == 0;
    while (is_traced) ::pause();
    ::_exit(1);
  }
  const pid_t child = ::fork();
  if (child == 0) {
    adopt_orphans();
    const pid_t left = ::fork();
    while (left == 0) ::pause();
    const bool is_told = ::write(told[1], &left, sizeof left) == sizeof left;
    std::this_thread::sleep_for(200ms);
    LeftProcesses processes;
    ::_exit(is_told && processes.end() && processes.end() && ::waitpid(-1, nullptr, WNOHANG) == 0 ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  ::kill(tracer, SIGKILL);
  ::waitpid(tracer, nullptr, 0);
  CHECK(status == 0);
}

TEST_CASE("a program that only ever leaves another one is met") {
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
  const std::string again = folder.write("again", "#!/bin/sh\necho $$ >>" + (folder / "ran") + "\n\"$0\" &\n");
  std::filesystem::permissions(again, std::filesystem::perms::all);
  CHECK(ends_what_is_left_by(again + " >/dev/null 2>&1 &\nsleep 0.1"));
  CHECK_FALSE(written_to(folder / "ran").empty());
}
