#include "system/lock.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <optional>
#include <thread>

#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
using namespace std::chrono_literals;

namespace {

struct Scene {
  std::optional<Lock> taken(std::chrono::seconds limit = 0s) const { return Lock(open_folder(), "/lock", limit); }
  Failure refusal(std::chrono::seconds limit = 0s) const {
    return failure_of([&] { taken(limit); });
  }

  /// Another process that holds the lock for so long.
  pid_t holder(std::chrono::milliseconds time) const {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t pid = ::fork();
    if (pid == 0) {
      const Lock lock(open_folder(), "/lock", 0s);
      const bool told = ::write(ready[1], "x", 1) == 1;
      std::this_thread::sleep_for(time);
      ::_exit(told ? 0 : 1);
    }
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    ::close(ready[0]);
    ::close(ready[1]);
    return pid;
  }

  /// The folder of the lock, made anew where it is gone.
  Lock::OpenFolder open_folder() const {
    return [this] {
      std::filesystem::create_directory(folder / "state");
      return Root(folder / "state");
    };
  }

  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("a lock is a file that only its owner may read, with the holder's process in it") {
  const Scene scene;
  scene.folder.write("state/lock", "1234567890");
  std::filesystem::remove(scene.folder / "state/lock");
  const auto lock = scene.taken();
  CHECK(scene.folder.read("state/lock") == std::to_string(::getpid()));
  struct stat status {};
  REQUIRE(::stat((scene.folder / "state/lock").c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0600);
}

TEST_CASE("what an earlier holder wrote is gone") {
  const Scene scene;
  scene.folder.write("state/lock", "12345678901234567890");
  const auto lock = scene.taken();
  CHECK(scene.folder.read("state/lock") == std::to_string(::getpid()));
}

TEST_CASE("a second lock waits as long as it may, then names the process that has the first") {
  const Scene scene;
  const auto lock = scene.taken();
  const auto begin = std::chrono::steady_clock::now();
  const Failure failure = scene.refusal(1s);
  CHECK(std::chrono::steady_clock::now() - begin >= 1s);
  CHECK(failure.code() == ExitCode::failed);
  CHECK(failure.what() ==
        "cannot start: process " + std::to_string(::getpid()) + " has been changing this host for 1 s");
  CHECK_FALSE(failure.diagnoses()[0].hint.empty());
  CHECK(scene.folder.read("state/lock") == std::to_string(::getpid()));
}

TEST_CASE("a lock is free again when it is given up") {
  const Scene scene;
  auto lock = scene.taken();
  CHECK(scene.refusal().code() == ExitCode::failed);
  lock.reset();
  CHECK(scene.refusal().code() == ExitCode::done);
}

TEST_CASE("a lock is taken as soon as its holder has ended") {
  const Scene scene;
  const pid_t pid = scene.holder(300ms);
  CHECK(mentions(scene.refusal(), "process " + std::to_string(pid) + " "));
  CHECK(scene.refusal(30s).code() == ExitCode::done);
  ::waitpid(pid, nullptr, 0);
}

TEST_CASE("while its holders change, a lock is waited for longer than one of them may have it") {
  const Scene scene;
  auto lock = scene.taken();
  Failure waited(ExitCode::failed, "none"_id, "");
  std::thread waiting([&] { waited = scene.refusal(2s); });
  for (const char* holder : {"1", "2", "3", "4"}) {
    std::this_thread::sleep_for(1s);
    scene.folder.write("state/lock", holder);
  }
  lock.reset();
  waiting.join();
  CHECK(waited.code() == ExitCode::done);
}

TEST_CASE("a file that is rewritten all the time is not waited for without end") {
  const Scene scene;
  const auto lock = scene.taken();
  std::atomic<bool> is_over = false;
  std::thread rewriting([&] {
    for (int holder = 1; !is_over; ++holder) {
      scene.folder.write("state/lock", std::to_string(holder));
      std::this_thread::sleep_for(100ms);
    }
  });
  const Failure failure = scene.refusal(1s);
  is_over = true;
  rewriting.join();
  CHECK(failure.what() == std::string("cannot start: others have been changing this host for 5 s"));
}

TEST_CASE("what is no file is no lock, and nothing waits for it") {
  const Scene scene;
  scene.open_folder()();
  REQUIRE(::mkfifo((scene.folder / "state/lock").c_str(), 0600) == 0);
  CHECK(mentions(scene.refusal(), "state/lock: it is no regular file"));
}

TEST_CASE("what no process wrote into the lock is not shown") {
  const Scene scene;
  const auto lock = scene.taken();
  scene.folder.write("state/lock", "\x1b[2J");
  CHECK(scene.refusal().what() == std::string("cannot start: process ? has been changing this host for 0 s"));
}

TEST_CASE("a holder that is killed frees the lock") {
  const Scene scene;
  const pid_t pid = scene.holder(60s);
  CHECK(scene.refusal().code() == ExitCode::failed);
  ::kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
  CHECK(scene.refusal().code() == ExitCode::done);
}

TEST_CASE("a program that the holder runs does not keep the lock") {
  const Scene scene;
  auto lock = scene.taken();
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::execl("/bin/sleep", "sleep", "20", nullptr);
    ::_exit(127);
  }
  std::this_thread::sleep_for(200ms);
  lock.reset();
  CHECK(scene.refusal(2s).code() == ExitCode::done);
  ::kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
}

TEST_CASE("a lock whose file its holder removed is not taken for the one that is there now") {
  const Scene scene;
  auto first = scene.taken();
  Failure waited(ExitCode::done, "none"_id, "");
  std::thread waiting([&] { waited = scene.refusal(3s); });
  std::this_thread::sleep_for(1s);
  std::filesystem::remove(scene.folder / "state/lock");
  const auto second = scene.taken();
  first.reset();
  waiting.join();
  CHECK(waited.code() == ExitCode::failed);
  CHECK(scene.refusal().code() == ExitCode::failed);
}

TEST_CASE("whoever waits for a lock gets one, also where its holder removed it with its folder") {
  const Scene scene;
  auto first = scene.taken();
  Failure waited(ExitCode::failed, "none"_id, "");
  std::thread waiting([&] { waited = failure_of([&] { scene.taken(20s); }); });
  std::this_thread::sleep_for(200ms);
  std::filesystem::remove_all(scene.folder / "state");
  first.reset();
  waiting.join();
  CHECK(waited.code() == ExitCode::done);
}

TEST_CASE("a symlink is no lock") {
  const Scene scene;
  scene.folder.write("victim", "untouched");
  scene.open_folder()();
  std::filesystem::create_symlink("../victim", scene.folder / "state/lock");
  CHECK(scene.refusal().code() == ExitCode::failed);
  CHECK(scene.folder.read("victim") == "untouched");
}
