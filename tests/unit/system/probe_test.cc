#include "system/probe.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "core/text/failure.h"
#include "support/temporary_folder.h"
#include "system/program_search.h"

using namespace aug;

namespace {

std::string message_of(const std::string& program) {
  try {
    return label_at_exec(program);
  } catch (const Failure& failure) {
    return failure.what();
  }
}

/// A program that `bwrap` stands for: a script with the answers of a real one.
std::string fake_bwrap(const TemporaryFolder& folder, const std::string& script) {
  const std::string path = folder.write("bwrap", "#!/bin/sh\n" + script);
  ::chmod(path.c_str(), 0755);
  ::chmod(folder.path().c_str(), 0755);
  return path;
}

}  // namespace

// The labels themselves need an AppArmor: tests/kernel.
TEST_CASE("a program that is not there or cannot be executed has no label") {
  CHECK(message_of("/nowhere/program") ==
        "cannot find out which profile /nowhere/program gets: cannot execute it: No such file or directory");
  CHECK(message_of("/etc/passwd") ==
        "cannot find out which profile /etc/passwd gets: cannot execute it: Permission denied");
}

TEST_CASE("a program is stopped before its first instruction") {
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0777);
  message_of(fake_bwrap(folder, "touch " + (folder / "ran")));
  CHECK_FALSE(std::filesystem::exists(folder / "ran"));
}

TEST_CASE("what is not for everybody is executed as its owner, and as root only what nobody else can change" *
          doctest::skip(::geteuid() != 0)) {
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0755);
  const std::string program = fake_bwrap(folder, "exit 0\n");
  ::chmod(folder.path().c_str(), 0755);
  const std::string refused = "cannot execute it: Permission denied";
  const auto is_refused = [&] { return message_of(program).ends_with(refused); };
  ::chmod(program.c_str(), 0700);
  CHECK(is_refused() == !changeable_by_others(Root(), program).empty());
  REQUIRE(::chown(program.c_str(), 2500, 2500) == 0);
  CHECK_FALSE(is_refused());
  REQUIRE(::chown(program.c_str(), 0, 2500) == 0);
  ::chmod(program.c_str(), 0770);
  CHECK(is_refused());
}

TEST_CASE("a helper that somebody ended is started anew") {
  const std::string answer = message_of("/etc/passwd");
  std::ifstream children("/proc/thread-self/children");
  pid_t child = 0;
  children >> child;
  REQUIRE(child > 0);
  ::kill(child, SIGKILL);
  ::waitid(P_PID, static_cast<id_t>(child), nullptr, WEXITED);
  CHECK(message_of("/etc/passwd") == answer);
}

TEST_CASE("a bubblewrap that creates no namespace is told by its message") {
  const TemporaryFolder folder;
  const SandboxTrial probe =
      probe_bubblewrap(fake_bwrap(folder, "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1\n"));
  CHECK_FALSE(probe.creates_namespace);
  CHECK_FALSE(probe.capability_refused);
  CHECK(probe.evidence == "bwrap: exit status 1, bwrap: setting up uid map: Permission denied");
}

TEST_CASE("capabilities are refused when chroot says so, and only then") {
  const TemporaryFolder folder;
  const std::string is_chroot = "[ $# = 5 ] && exit 0\n";
  const auto probe = [&](const std::string& answer) {
    return probe_bubblewrap(fake_bwrap(folder, is_chroot + answer));
  };
  CHECK(probe("echo 'chroot: cannot change root directory to '/': Operation not permitted' >&2; exit 125")
            .capability_refused);
  const SandboxTrial other = probe("echo 'bwrap: Operation not permitted' >&2; exit 1");
  CHECK_FALSE(other.capability_refused);
  CHECK(other.creates_namespace);
  CHECK(other.evidence == "bwrap: exit status 0; chroot in it: exit status 1, bwrap: Operation not permitted");
  const SandboxTrial free = probe("exit 0");
  CHECK(free.creates_namespace);
  CHECK_FALSE(free.capability_refused);
  CHECK(free.evidence == "chroot in it: exit status 0");
}

TEST_CASE("what stood for a helper in a sandbox is judged by its label, its namespace, and what it ran") {
  using Outcome = HelperTrial::Outcome;
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0755);
  const auto outcome = [&](const std::string& lines) {
    const std::string bwrap = fake_bwrap(folder, "printf '" + lines + "'; exit 1\n");
    return probe_helpers({{bwrap, "/opt/helper", "helper_bwrap"}}).at(0).outcome;
  };
  const std::string works = "10 0 bwrap//&helper_bwrap (enforce)\\n";
  CHECK(outcome(works + "0 1 bwrap//&helper_bwrap//&unpriv_bwrap (enforce)\\n") == Outcome::works);
  CHECK(outcome(works + "1 0 bwrap//&helper_bwrap (enforce)\\n") == Outcome::leaks);
  CHECK(outcome(works + "1 0 bwrap//&helper_bwrap (mixed)\\n") == Outcome::works);
  CHECK(outcome(works) == Outcome::unknown);
  CHECK(outcome("10 0 bwrap (enforce)\\n0 1 bwrap (enforce)\\n") == Outcome::fails);
  CHECK(outcome("4 1 bwrap//&helper_bwrap (enforce)\\n") == Outcome::fails);
  CHECK(outcome("11 0 bwrap//&helper_bwrap (enforce)\\n") == Outcome::unknown);
  CHECK(outcome("nonsense") == Outcome::unknown);
  CHECK(outcome("") == Outcome::unknown);
}
