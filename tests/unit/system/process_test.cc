#include "system/process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "core/text/failure.h"
#include "system/memory_file.h"

using namespace aug;
using namespace std::chrono_literals;

namespace {

ProcessResult shell(const std::string& script, std::chrono::milliseconds limit = 10s, std::string input = {}) {
  return run({{"/bin/sh", "-c", script}, std::move(input), limit});
}

/// Killed orphans may stay as zombies where no init reaps them.
bool is_alive(const std::string& pid) {
  return shell("grep -q '^State:.[^Z]' /proc/" + std::to_string(std::stoi(pid)) + "/status").succeeded();
}

}  // namespace

TEST_CASE("a process gives its output, its errors and its exit status") {
  const ProcessResult result = shell("echo one; echo two >&2; exit 3");
  CHECK(result.out == "one\n");
  CHECK(result.err == "two\n");
  CHECK(result.exit_status == 3);
  CHECK_FALSE(result.succeeded());
  CHECK(how_it_ended(result, 10s) == "exit status 3");
}

TEST_CASE("a process has a fixed environment, folder and umask") {
  ::setenv("AUG_LEAK", "1", 1);
  const ProcessResult result = run({{"/usr/bin/env"}, "", 10s});
  CHECK(result.out == "LC_ALL=C\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\n");
  CHECK(shell("pwd; umask").out == "/\n0022\n");
}

TEST_CASE("large input and output at the same time do not lock each other out") {
  const std::string input(3 << 20, 'x');
  CHECK(shell("cat", 30s, input).out == input);
  CHECK(shell("cat >&2; head -c 1000000 /dev/zero", 30s, input).err == input);
}

TEST_CASE("a process may leave its input unread") {
  CHECK(shell("exit 0", 10s, std::string(1 << 20, 'x')).succeeded());
}

TEST_CASE("a process that a signal ends has no exit status") {
  const ProcessResult result = shell("kill -SEGV $$");
  CHECK(result.exit_status == -1);
  CHECK(result.signal == SIGSEGV);
  CHECK(how_it_ended(result, 10s) == "killed by signal 11");
}

TEST_CASE("the time limit kills a process and its children") {
  const ProcessResult result = shell("sleep 100 & echo $!; trap '' TERM; wait", 300ms);
  CHECK(result.timed_out);
  CHECK_FALSE(result.succeeded());
  CHECK(how_it_ended(result, 300ms) == "no answer within 300 ms");
  CHECK(how_it_ended(result, 60s) == "no answer within 60 s");
  ::usleep(50'000);
  CHECK_FALSE(is_alive(result.out));
}

TEST_CASE("the time limit holds when all streams are closed") {
  CHECK(shell("exec >&- 2>&- <&-; sleep 100", 300ms).timed_out);
}

TEST_CASE("what a process leaves behind neither delays its end nor outlives it") {
  const auto begin = std::chrono::steady_clock::now();
  const ProcessResult result = shell("sleep 100 & echo $!");
  CHECK(result.succeeded());
  CHECK(std::chrono::steady_clock::now() - begin < 5s);
  ::usleep(50'000);
  CHECK_FALSE(is_alive(result.out));
}

TEST_CASE("endless output ends a process") {
  const ProcessResult result = run({{"/bin/cat", "/dev/zero"}, "", 60s});
  CHECK(result.overflowed);
  CHECK_FALSE(result.succeeded());
  CHECK(how_it_ended(result, 60s) == "more than 64 MiB of output");
}

TEST_CASE("a process gets the files that it shall keep and no others") {
  const FileDescriptor kept = memory_file("kept");
  const FileDescriptor leaking(::open("/dev/null", O_RDONLY));  // NOLINT: no O_CLOEXEC on purpose
  const std::string script = "cat /proc/self/fd/" + std::to_string(kept.get()) + "; ls /proc/self/fd | wc -l";
  const ProcessResult result = run({{"/bin/sh", "-c", script}, "", 10s, {kept.get()}});
  CHECK(result.out == "kept5\n");  // three streams, the kept one, and that of ls
}

TEST_CASE("ignored and blocked signals are not handed on") {
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t blocked;
  ::sigemptyset(&blocked);
  ::sigaddset(&blocked, SIGTERM);
  ::sigprocmask(SIG_BLOCK, &blocked, nullptr);
  const std::string status = shell("grep -E '^Sig(Blk|Ign)' /proc/self/status").out;
  ::signal(SIGPIPE, SIG_DFL);
  ::sigprocmask(SIG_UNBLOCK, &blocked, nullptr);
  CHECK(status == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

TEST_CASE("a process can run as another user without further groups" * doctest::skip(::geteuid() != 0)) {
  const ProcessResult result = run({{"/usr/bin/id"}, "", 10s, {}, 65534});
  CHECK(result.out == "uid=65534(nobody) gid=65534(nogroup) groups=65534(nogroup)\n");
  CHECK_THROWS_AS(run({{"/nowhere/x"}, "", 10s, {}, 65534}), Failure);
}

TEST_CASE("a process can be kept from too much memory and from too many processes") {
  const std::string script = "grep -E '^Max (processes|address space)' /proc/self/limits | tr -s ' '";
  const ProcessResult result =
      run({{"/bin/sh", "-c", script}, "", 10s, {}, ourselves, ChildLimits{.memory = 1U << 30U, .processes = 200}});
  CHECK(result.out == "Max processes 200 200 processes \nMax address space 1073741824 1073741824 bytes \n");
}

TEST_CASE("another user's process has no place before others, but keeps one behind them" *
          doctest::skip(::geteuid() != 0)) {
  const auto places_of = [](int nice, const char* oom) {
    const pid_t child = ::fork();  // this process keeps its own
    if (child == 0) {
      ::setpriority(PRIO_PROCESS, 0, nice);
      std::ofstream("/proc/self/oom_score_adj") << oom;
      const ProcessResult result = run({{"/bin/sh", "-c", "nice; cat /proc/self/oom_score_adj"}, "", 10s, {}, 65534});
      const std::string wanted = nice < 0 ? "0\n0\n" : std::to_string(nice) + "\n" + oom + "\n";
      ::_exit(result.out == wanted ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status == 0;
  };
  CHECK(places_of(-5, "-500"));
  CHECK(places_of(5, "500"));
}

TEST_CASE("another user's process has no key of root's" * doctest::skip(::geteuid() != 0)) {
  const pid_t child = ::fork();  // this process keeps the keys that it has
  if (child == 0) {
    const bool has_key = ::syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, nullptr) >= 0 &&
                         ::syscall(SYS_add_key, "user", "a-key-of-root", "x", 1, KEY_SPEC_SESSION_KEYRING) >= 0;
    const auto is_shown = [](uid_t user) {
      return run({{"/bin/cat", "/proc/keys"}, "", 10s, {}, user}).out.find("a-key-of-root") != std::string::npos;
    };
    if (!has_key || !is_shown(ourselves)) ::_exit(2);
    ::_exit(is_shown(65534) ? 1 : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WEXITSTATUS(status) == 2) {
    MESSAGE("skipped: no keys are shown here");
    return;
  }
  CHECK(status == 0);
}

TEST_CASE("a program that cannot be started is a failure that says why") {
  CHECK_THROWS_WITH_AS(run({{"/nowhere/program"}, "", 10s}), "cannot run /nowhere/program: No such file or directory",
                       Failure);
  CHECK_THROWS_WITH_AS(run({{"/etc/passwd"}, "", 10s}), "cannot run /etc/passwd: Permission denied", Failure);
}
