#include "system/store.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>

#include "support/compiled_profile.h"
#include "support/failure_of.h"
#include "support/temporary_folder.h"
#include "system/file_change.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

using Numbers = std::vector<int>;

constexpr const char* home = "var/lib/aa-userns-gen";

Generation example(const std::string& version = "1") {
  Generation generation;
  generation.policies = {{"runner", {"version: " + version + "\n", "stdin"}}};
  generation.files = {{"bwrap", "profile bwrap {} # " + version + "\n"}};
  generation.compiled = {compiled_profile("bwrap", version)};
  generation.build = "parser";
  return generation;
}

enum class Home { there, missing };

struct Scene {
  explicit Scene(Home state = Home::there) {
    ::umask(022);
    fs::create_directories(folder / (state == Home::there ? home : "var/lib"));
  }

  void add(int number, const Generation& generation = example()) const {
    store.stage(generation);
    store.publish(number);
  }
  std::string in_home(const std::string& name) const { return std::string(home) + "/" + name; }

  TemporaryFolder folder;
  Root root{folder.path()};
  Store store{root};
};

}  // namespace

TEST_CASE("a host begins with the empty generation, number 0") {
  const Scene scene(Home::missing);
  CHECK_FALSE(scene.store.exists());
  CHECK(scene.store.current_number() == 0);
  CHECK(scene.store.current().number == 0);
  CHECK(scene.store.current().generation == Generation{});
  CHECK(scene.store.numbers().empty());
  CHECK(scene.store.next_number() == 1);
  CHECK_FALSE(scene.store.is_interrupted());
  CHECK(scene.store.history().empty());
}

TEST_CASE("a generation comes back as it was staged, once it is published") {
  const Scene scene;
  scene.store.stage(example());
  CHECK(scene.store.numbers().empty());
  scene.store.publish(1);
  CHECK(scene.store.exists());
  CHECK(scene.store.numbers() == Numbers{1});
  CHECK(scene.store.read(1) == example());
  CHECK(scene.store.current_number() == 0);
}

TEST_CASE("a generation is staged anew over what an earlier attempt left") {
  const Scene scene;
  Generation large = example();
  large.files.push_back({"zeta", "profile zeta {}\n"});
  scene.store.stage(large);
  scene.add(1, example());
  CHECK(scene.store.read(1) == example());
  CHECK_FALSE(fs::exists(scene.folder / scene.in_home("generations/1/profiles/zeta")));
}

TEST_CASE("selecting switches the current generation, 0 selects none") {
  const Scene scene;
  scene.add(1, example("1"));
  scene.add(2, example("2"));
  for (const int number : {1, 2, 1}) {
    scene.store.select(number);
    CHECK(scene.store.current_number() == number);
    CHECK(scene.store.current().generation == example(std::to_string(number)));
  }
  CHECK(fs::read_symlink(scene.folder / scene.in_home("current")) == "generations/1");
  for (int i = 0; i < 2; ++i) scene.store.select(0);
  CHECK(scene.store.current_number() == 0);
  CHECK(scene.store.numbers() == Numbers{1, 2});
}

TEST_CASE("numbers are sorted as numbers, and what is none is left out") {
  const Scene scene;
  for (const int number : {10, 9, 100, 2}) scene.add(number);
  for (const char* junk : {"0", "-1", "x", "1x", "lost+found", "99999999999"}) {
    fs::create_directory(scene.folder / scene.in_home("generations/" + std::string(junk)));
  }
  CHECK(scene.store.numbers() == Numbers{2, 9, 10, 100});
  CHECK(scene.store.next_number() == 101);
}

TEST_CASE("a generation that is discarded is gone, and one that is not there is no error") {
  const Scene scene;
  scene.add(1);
  scene.add(2);
  for (int i = 0; i < 2; ++i) scene.store.discard(2);
  CHECK(scene.store.numbers() == Numbers{1});
  CHECK(failure_of([&] { scene.store.read(2); }).code() == ExitCode::failed);
  scene.store.stage(example());
  scene.store.discard(0);
  CHECK(failure_of([&] { scene.store.publish(3); }).code() == ExitCode::failed);
  CHECK(scene.store.numbers() == Numbers{1});
}

TEST_CASE("a number is not given twice") {
  const Scene scene;
  scene.add(1, example("1"));
  CHECK(failure_of([&] { scene.add(1, example("2")); }).code() == ExitCode::failed);
  CHECK(scene.store.read(1) == example("1"));
}

TEST_CASE("pruning keeps the last ten and the current one") {
  const Scene scene;
  for (int number = 1; number <= 13; ++number) scene.add(number);
  scene.store.select(2);
  scene.store.prune();
  CHECK(scene.store.numbers() == Numbers{2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
}

TEST_CASE("folders are for their owner only, files too") {
  const Scene scene(Home::missing);
  const Lock lock = scene.store.lock();
  scene.add(1);
  scene.store.select(1);
  scene.store.write_pending({"boot", "apply", 1, {}});
  scene.store.add_history({});
  std::size_t count = 0;
  const auto mode_of = [](const fs::path& path) {
    struct stat status {};
    REQUIRE(::lstat(path.c_str(), &status) == 0);
    return status.st_mode & 07777U;
  };
  for (const auto& entry : fs::recursive_directory_iterator(scene.folder / home)) {
    if (entry.is_symlink()) continue;
    CAPTURE(entry.path().string());
    CHECK(mode_of(entry.path()) == (entry.is_directory() ? 0700U : 0600U));
    ++count;
  }
  CHECK(count == 11);  // generations, 1, two folders and four files in it; lock, pending, history
  CHECK(mode_of(scene.folder / home) == 0700U);
  CHECK(mode_of(scene.folder / "var/lib") == 0755U);
}

TEST_CASE("purging removes everything and nothing else") {
  const Scene scene;
  const Lock lock = scene.store.lock();
  scene.add(1);
  scene.store.select(1);
  scene.folder.write("var/lib/other/file", "");
  for (int i = 0; i < 2; ++i) scene.store.purge(lock);
  CHECK_FALSE(scene.store.exists());
  CHECK(scene.root.names_in("/var/lib") == std::vector<std::string>{"other"});
}

TEST_CASE("a purge that was planned goes on where it ended, and leaves the lock to its holder") {
  const Scene scene;
  const Lock lock = scene.store.lock();
  scene.add(1);
  scene.store.select(1);
  scene.store.plan_purge();
  CHECK(scene.store.is_interrupted());
  fs::remove_all(scene.folder / scene.in_home("generations/1/profiles"));
  fs::create_directory_symlink("/var/lib", scene.folder / scene.in_home("elsewhere"));
  scene.folder.write("var/lib/other/file", "");
  scene.store.empty();
  CHECK_FALSE(scene.store.is_interrupted());
  CHECK(scene.root.names_in("/var/lib/aa-userns-gen") == std::vector<std::string>{"lock"});
  CHECK(fs::exists(scene.folder / "var/lib/other/file"));
}

TEST_CASE("a purge leaves the folder to whoever begins anew in it") {
  const Scene scene;
  const Lock lock = scene.store.lock();
  scene.folder.write(scene.in_home("lock"), "");
  remove_empty_folder(scene.root, "/var/lib/aa-userns-gen");
  CHECK(scene.store.exists());
}

TEST_CASE("a purge that is planned and dropped is none") {
  const Scene scene;
  const Lock lock = scene.store.lock();
  scene.store.plan_purge();
  for (int i = 0; i < 2; ++i) scene.store.drop_planned_purge();
  CHECK_FALSE(scene.store.is_purge_planned());
  CHECK_FALSE(scene.store.is_interrupted());
}

TEST_CASE("a damaged generation is a failure") {
  const Scene scene;
  scene.add(1);
  scene.store.select(1);
  scene.folder.write(scene.in_home("generations/1/generation.json"), "{");
  CHECK(failure_of([&] { scene.store.current(); }).code() == ExitCode::failed);
  CHECK(scene.store.current_number() == 1);
}

TEST_CASE("the record of a change that has begun comes back as it was, until it is cleared") {
  const Scene scene;
  const Pending pending{
      "boot",
      "apply",
      7,
      {UnloadProfile{"a"}, PlaceFile{"/etc/apparmor.d/aa-userns-gen.x", {std::string("\xff\0", 2), 0600}}}};
  const Lock lock = scene.store.lock();
  scene.store.write_pending(pending);
  CHECK(scene.store.is_interrupted());
  CHECK(scene.store.pending() == pending);
  for (int i = 0; i < 2; ++i) scene.store.clear_pending();
  CHECK_FALSE(scene.store.is_interrupted());
  CHECK(scene.store.pending() == std::nullopt);
  scene.folder.write(scene.in_home("pending"), "damaged");
  CHECK(failure_of([&] { scene.store.pending(); }).code() == ExitCode::inconsistent);
}

TEST_CASE("a record that asks for what no step of ours does is refused as a whole") {
  const Scene scene;
  const Lock lock = scene.store.lock();
  scene.store.write_pending({"boot", "apply", 0, {UnloadProfile{"a"}, PlaceFile{"/su", {"program", 04755}}}});
  const Failure failure = failure_of([&] { scene.store.pending(); });
  CHECK(failure.code() == ExitCode::inconsistent);
  CHECK(mentions(failure, "it would place /su"));
}

TEST_CASE("a state folder that others can change, or exchange, does not count") {
  const Scene scene;
  { const Lock lock = scene.store.lock(); }
  for (const char* path : {"var/lib/aa-userns-gen", "var/lib", "var"}) {
    CAPTURE(path);
    REQUIRE(::chmod((scene.folder / path).c_str(), 0777) == 0);
    for (const auto& use :
         std::vector<std::function<void()>>{[&] { scene.store.current(); }, [&] { scene.store.pending(); },
                                            [&] { scene.store.lock(); }, [&] { scene.store.history(); }}) {
      const Failure failure = failure_of(use);
      CHECK(failure.code() == ExitCode::unsupported);
      CHECK(mentions(failure, "cannot trust " + scene.folder / home));
      CHECK(mentions(failure, scene.folder / path + " can be written by everybody"));
    }
    REQUIRE(::chmod((scene.folder / path).c_str(), 0755) == 0);
  }
  CHECK(scene.store.current_number() == 0);
}

TEST_CASE("of a state folder that became root's, what is still another's is not trusted" *
          doctest::skip(::geteuid() != 0)) {
  const Scene scene;
  scene.add(1);
  scene.store.select(1);
  scene.store.write_pending({"boot", "apply", 0, {}});
  scene.store.add_history({});
  const auto distrusts = [&](const std::string& path, const auto& work) {
    const std::string file = scene.folder / scene.in_home(path);
    REQUIRE(::lchown(file.c_str(), 65534, 0) == 0);
    const Failure failure = failure_of(work);
    REQUIRE(::lchown(file.c_str(), 0, 0) == 0);
    return failure.code() == ExitCode::unsupported && mentions(failure, file + " belongs to user 65534");
  };
  for (const char* path : {"generations", "generations/1", "generations/1/policies", "generations/1/generation.json"}) {
    CAPTURE(path);
    CHECK(distrusts(path, [&] { scene.store.current(); }));
  }
  CHECK(distrusts("generations", [&] { scene.store.numbers(); }));
  CHECK(distrusts("pending", [&] { scene.store.pending(); }));
  CHECK(distrusts("history", [&] { scene.store.history(); }));
  { const Lock made = scene.store.lock(); }
  CHECK(distrusts("lock", [&] { const Lock lock = scene.store.lock(); }));
}

TEST_CASE("links in a generation are not followed") {
  const Scene scene;
  const Lock lock = scene.store.lock();
  scene.add(1);
  scene.store.select(1);
  fs::create_directory_symlink(".", scene.folder / scene.in_home("generations/1/loop"));
  fs::create_symlink("/dev/zero", scene.folder / scene.in_home("generations/1/profiles/endless"));
  CHECK(scene.store.current().generation == example());
}

TEST_CASE("a generation that is larger than any is refused") {
  const Scene scene;
  scene.add(1);
  const fs::path folder = scene.folder / scene.in_home("generations/1");
  SUBCASE("of large files") {
    for (const char* name : {"a", "b"}) {
      scene.folder.write(scene.in_home("generations/1/") + name, "");
      fs::resize_file(folder / name, 33U << 20U);
    }
    const Failure failure = failure_of([&] { scene.store.read(1); });
    CHECK(failure.code() == ExitCode::failed);
    CHECK(mentions(failure, folder.string() + ": it has more than 64 MiB"));
  }
  SUBCASE("of many files") {
    for (int i = 0; i < 10'000; ++i) scene.folder.write(scene.in_home("generations/1/") + std::to_string(i), "");
    const Failure failure = failure_of([&] { scene.store.read(1); });
    CHECK(failure.code() == ExitCode::failed);
    CHECK(mentions(failure, folder.string() + ": it has more than 10000 files and folders"));
  }
}

TEST_CASE("without the right to read the state, that is said") {
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may read everything");
    return;
  }
  const Scene scene;
  scene.add(1);
  scene.store.select(1);
  fs::permissions(scene.folder / home, fs::perms::none);
  const Failure failure = failure_of([&] { scene.store.current(); });
  fs::permissions(scene.folder / home, fs::perms::owner_all);
  CHECK(failure.code() == ExitCode::unsupported);
  CHECK(mentions(failure, "only root may"));
}
