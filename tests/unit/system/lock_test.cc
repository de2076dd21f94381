#include "system/lock.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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
  std::optional<Lock> taken(std::chrono::seconds limit = 0s) const { return Lock(root, "/lock", limit); }
  Failure refusal(std::chrono::seconds limit = 0s) const {
    return failure_of([&] { taken(limit); });
  }

  /// Another process that holds the lock for so long.
  pid_t holder(std::chrono::milliseconds time) const {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t pid = ::fork();
    if (pid == 0) {
      const Lock lock(root, "/lock", 0s);
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

  TemporaryFolder folder;
  Root root{folder.path()};
};

}  // namespace

TEST_CASE("a lock is a file that only its owner may read, with the holder's process in it") {
  const Scene scene;
  scene.folder.write("lock", "1234567890");
  std::filesystem::remove(scene.folder / "lock");
  const auto lock = scene.taken();
  CHECK(scene.folder.read("lock") == std::to_string(::getpid()));
  struct stat status {};
  REQUIRE(::stat((scene.folder / "lock").c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0600);
}

TEST_CASE("what an earlier holder wrote is gone") {
  const Scene scene;
  scene.folder.write("lock", "12345678901234567890");
  const auto lock = scene.taken();
  CHECK(scene.folder.read("lock") == std::to_string(::getpid()));
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
  CHECK(scene.folder.read("lock") == std::to_string(::getpid()));
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
  Failure waited(ExitCode::failed, "");
  std::thread waiting([&] { waited = scene.refusal(2s); });
  for (const char* holder : {"1", "2", "3", "4"}) {
    std::this_thread::sleep_for(1s);
    scene.folder.write("lock", holder);
  }
  lock.reset();
  waiting.join();
  CHECK(waited.code() == ExitCode::done);
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
  Failure waited(ExitCode::done, "");
  std::thread waiting([&] { waited = scene.refusal(2s); });
  std::this_thread::sleep_for(200ms);
  std::filesystem::remove(scene.folder / "lock");
  const auto second = scene.taken();
  first.reset();
  waiting.join();
  CHECK(waited.code() == ExitCode::failed);
  CHECK(scene.refusal().code() == ExitCode::failed);
}

TEST_CASE("whoever waits for a lock gets one, also where its holder removed it with its folder") {
  const Scene scene;
  std::optional<Lock> first(std::in_place, scene.root, "/state/lock", 0s);
  Failure waited(ExitCode::failed, "");
  std::thread waiting([&] { waited = failure_of([&] { Lock(scene.root, "/state/lock", 20s); }); });
  std::this_thread::sleep_for(200ms);
  std::filesystem::remove_all(scene.folder / "state");
  first.reset();
  waiting.join();
  CHECK(waited.code() == ExitCode::done);
}

TEST_CASE("a symlink, or a folder that cannot be made, is no lock") {
  const Scene scene;
  scene.folder.write("victim", "untouched");
  std::filesystem::create_symlink("victim", scene.folder / "lock");
  CHECK(scene.refusal().code() == ExitCode::failed);
  CHECK(scene.folder.read("victim") == "untouched");
  CHECK(failure_of([&] { Lock(scene.root, "/victim/lock", 0s); }).code() == ExitCode::failed);
  std::filesystem::create_directory_symlink("/nowhere", scene.folder / "dangling");
  CHECK(failure_of([&] { Lock(scene.root, "/dangling/lock", 0s); }).code() == ExitCode::failed);
}
