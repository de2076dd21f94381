#include "system/ownership.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "core/text/format.h"
#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

struct Scene {
  Scene() {
    folder.write("usr/bin/tool", "");
    for (const char* path : {"usr", "usr/bin", "usr/bin/tool"}) set_mode(path, 0755);
  }

  void set_mode(const std::string& path, mode_t mode) const { REQUIRE(::chmod((folder / path).c_str(), mode) == 0); }
  void link(const std::string& path, const std::string& target) const { fs::create_symlink(target, folder / path); }

  std::string unsafe(const std::string& path, const Trust& trust = {.caller = true}) const {
    const OpenedSafely opened = open_safely(root, path, trust);
    return opened.unsafe ? opened.unsafe->path + " " + opened.unsafe->why : "";
  }
  bool is_there(const std::string& path) const { return open_safely(root, path, {.caller = true}).file.is_open(); }

  TemporaryFolder folder;
  Root root{folder.path()};
};

}  // namespace

TEST_CASE("what only root, or only the caller, can change is safe") {
  const Scene scene;
  CHECK(scene.unsafe("/usr/bin/tool").empty());
  CHECK(scene.unsafe("/usr//bin/./../bin/tool").empty());
  CHECK(scene.is_there("/usr/bin/tool"));
  CHECK(scene.is_there("/"));
}

TEST_CASE("what everybody can write is named, a file or a folder on the way") {
  const Scene scene;
  scene.set_mode("usr", 0757);
  CHECK(scene.unsafe("/usr/bin/tool") == "/usr can be written by everybody");
  scene.set_mode("usr/bin/tool", 0757);
  CHECK(scene.unsafe("/usr/bin/tool") == "/usr/bin/tool can be written by everybody");
}

TEST_CASE("what others can change is not read; what is no file is not made root's") {
  const Scene scene;
  scene.folder.write("usr/bin/tool", "text");
  CHECK(read_safely(scene.root, "/usr/bin/tool") == "text");
  CHECK_FALSE(read_safely(scene.root, "/usr/bin/none"));
  fs::create_directory(scene.folder / "usr/bin/folder");
  scene.set_mode("usr/bin", 0757);
  CHECK(
      mentions(failure_of([&] { read_safely(scene.root, "/usr/bin/tool"); }), "/usr/bin can be written by everybody"));
  const Failure failure = failure_of([&] { read_safely(scene.root, "/usr/bin/folder"); });
  CHECK(mentions(failure, "it is a folder"));
  CHECK_FALSE(mentions(failure, "chmod"));
}

TEST_CASE("in a sticky folder nobody can exchange what is there") {
  const Scene scene;
  scene.set_mode("usr", 01777);
  CHECK(scene.unsafe("/usr/bin/tool") == "/usr can be written by everybody");
  CHECK(scene.unsafe("/usr/bin/tool", {.caller = true, .sticky_folders = true}).empty());
}

TEST_CASE("the way goes through symlinks, and each folder that they lead through counts") {
  const Scene scene;
  scene.folder.write("home/x/bin/tool", "");
  scene.set_mode("home/x", 0777);
  scene.link("usr/bin/far", "/home/x/bin/tool");
  scene.link("usr/bin/near", "../../home/x/../../usr/bin/tool");
  CHECK(scene.unsafe("/usr/bin/far") == "/home/x can be written by everybody");
  CHECK(scene.unsafe("/usr/bin/near") == "/home/x can be written by everybody");
  CHECK(scene.is_there("/usr/bin/near"));
}

TEST_CASE("no symlink leads out of the tree, or round in circles without an end") {
  const Scene scene;
  scene.link("out", "../../../../../../usr/bin/tool");
  scene.link("round", "round");
  CHECK(scene.is_there("/out"));
  CHECK_FALSE(scene.is_there("/round"));
  CHECK_FALSE(scene.is_there("/usr/bin/tool/below"));
  CHECK_FALSE(scene.is_there("/none/at/all"));
}

TEST_CASE("what belongs to another user is named, a symlink too") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can give files away");
    return;
  }
  const Scene scene;
  scene.link("usr/bin/link", "tool");
  REQUIRE(::lchown((scene.folder / "usr/bin/link").c_str(), 1000, 1000) == 0);
  CHECK(scene.unsafe("/usr/bin/link") == "/usr/bin/link belongs to user 1000");
  REQUIRE(::chown((scene.folder / "usr").c_str(), 0, 100) == 0);
  scene.set_mode("usr", 0775);
  CHECK(scene.unsafe("/usr/bin/tool") == "/usr can be written by group 100");
}

TEST_CASE("root gets commands only for what nobody can exchange before they run" * doctest::skip(::geteuid() != 0)) {
  const Scene scene;
  const auto way = [&](const std::string& path) { return way_to_safety(scene.folder / path); };
  const auto give_away = [&](const std::string& path) {
    REQUIRE(::lchown((scene.folder / path).c_str(), 65534, 65534) == 0);
  };
  give_away("usr/bin/tool");
  const std::string tool = scene.folder / "usr/bin/tool";
  // Never the file itself: who has it open goes on writing to it.
  CHECK(way("usr/bin/tool") == "copy it, read the copy, and put that in its place: cp " + tool + " " + tool +
                                   ".new && mv " + tool + ".new " + tool);
  scene.link("usr/bin/link", "/etc/shadow");
  give_away("usr/bin/link");
  CHECK(way("usr/bin/link") == "read what is in it, and place copies in a new folder of root's");
  CHECK(way("usr/bin/none") == way("usr/bin/link"));
  scene.set_mode("usr/bin", 01777);
  CHECK(way("usr/bin/tool") == "copy it, read the copy, and put that in its place");
  REQUIRE(::lchown(tool.c_str(), 0, 0) ==
          0);  // root's own, written by others: who may be in the folder places tool.new
  scene.set_mode("usr/bin/tool", 0666);
  CHECK(way("usr/bin/tool") == "copy it, read the copy, and put that in its place");
  scene.set_mode("usr/bin", 0755);
  give_away("usr/bin");
  CHECK(way("usr/bin/tool") == "read what is there, and place a copy in a folder of root's: " +
                                   (scene.folder / "usr/bin") + " belongs to user 65534");
}

namespace {

/// Makes `count` folders of this name, each in the one before, with a program in the last, and links that lead there.
void nest(const TemporaryFolder& folder, const std::string& name, int count) {
  std::string way = folder.path();
  std::string links = "/";
  FileDescriptor here(::open(way.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  for (int i = 0; i < count; ++i) {
    REQUIRE(::mkdirat(here.get(), name.c_str(), 0755) == 0);
    here = FileDescriptor(::openat(here.get(), name.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    links += name + "/";
    if (links.size() < 3000 && i + 1 < count) continue;
    const std::string link = aug::format("link{}", i);
    REQUIRE(::symlink(links.c_str(), (folder / link).c_str()) == 0);
    links = "/" + link + "/";
  }
  REQUIRE(::symlinkat("/usr/bin/tool", here.get(), "tool") == 0);
  fs::create_symlink(links, folder / "deep");
}

}  // namespace

TEST_CASE("a path that links lead deeper than a path can be long has nothing in it") {
  const Scene long_names;
  nest(long_names.folder, std::string(200, 'd'), 30);
  CHECK_NOTHROW(open_safely(long_names.root, "/deep", {.caller = true}));
  CHECK(long_names.root.real_path("/deep").size() > 4096);
  CHECK_FALSE(long_names.root.status(long_names.root.real_path("/deep")));
  CHECK(long_names.root.real_path("/deep/tool") == "/usr/bin/tool");

  const Scene deep;
  nest(deep.folder, "d", 2500);
  CHECK_FALSE(deep.is_there("/deep"));
  CHECK_FALSE(deep.is_there("/deep/tool"));
  CHECK(deep.root.real_path("/deep").empty());
}

TEST_CASE("a path that links lead to and fro has an end") {
  const Scene scene;
  std::string turns;
  for (int i = 0; i < 500; ++i) turns += "usr/../";
  scene.link("turn0", turns);
  for (int i = 1; i < 30; ++i) scene.link(aug::format("turn{}", i), aug::format("turn{}/{}", i - 1, turns));
  CHECK(scene.is_there("/turn0/usr/bin/tool"));
  CHECK_FALSE(scene.is_there("/turn29/usr/bin/tool"));
}

TEST_CASE("where links of others lead further than is looked, they chose what is there") {
  if (::geteuid() != 0) return;
  const Scene scene;
  std::string turns;
  for (int i = 0; i < 500; ++i) turns += "usr/../";
  scene.link("turn0", "/usr/bin/tool");
  for (int i = 1; i < 10; ++i) scene.link(aug::format("turn{}", i), aug::format("{}turn{}", turns, i - 1));
  const auto is_chosen = [&] { return open_safely(scene.root, "/turn9", {}).is_chosen_by_others; };
  CHECK(scene.root.real_path("/turn9") == "/usr/bin/tool");  // the kernel goes there
  CHECK_FALSE(scene.is_there("/turn9"));
  CHECK_FALSE(is_chosen());
  REQUIRE(::lchown((scene.folder / "turn9").c_str(), 65534, 65534) == 0);
  CHECK(is_chosen());
}
