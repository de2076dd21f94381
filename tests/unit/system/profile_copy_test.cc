#include "system/profile_copy.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the files of a profile folder are copied with their folders, and gone with the copy") {
  const TemporaryFolder tree;
  tree.write("etc/apparmor.d/bwrap", "profile");
  tree.write("etc/apparmor.d/abi/4.0", "features");
  fs::create_symlink("4.0", tree / "etc/apparmor.d/abi/now");
  std::optional<ProfileCopy> copy(std::in_place, Root(tree.path()));
  const fs::path path = copy->path();
  CHECK(content_of(path / "bwrap") == "profile");
  CHECK(content_of(path / "abi/4.0") == "features");
  CHECK(content_of(path / "abi/now") == "features");
  CHECK((fs::status(path).permissions() & fs::perms::mask) == fs::perms::owner_all);
  copy.reset();
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("nothing outside of the tree is copied, and nothing that is no file or has no end") {
  const TemporaryFolder outside;
  outside.write("shadow", "secret");
  const TemporaryFolder tree;
  const std::string folder = tree / "etc/apparmor.d";
  fs::create_directories(folder + "/local");
  fs::create_symlink(outside / "shadow", folder + "/local/bwrap");
  fs::create_symlink("../../../../../../../.." + outside / "shadow", folder + "/local/far");
  fs::create_symlink("/dev/zero", folder + "/zero");
  fs::create_symlink(".", folder + "/loop");
  REQUIRE(::mkfifo((folder + "/pipe").c_str(), 0644) == 0);
  tree.write("etc/apparmor.d/large", "");
  fs::resize_file(folder + "/large", 5U << 20U);
  const ProfileCopy copy{Root(tree.path())};
  for (const char* name : {"local/bwrap", "local/far", "zero", "pipe", "large"}) {
    CAPTURE(name);
    CHECK_FALSE(fs::exists(copy.path() + "/" + name));
  }
  CHECK_FALSE(fs::exists(copy.path() + "/loop"));
}

TEST_CASE("what an include names by its path is in the copy, and found there") {
  const TemporaryFolder outside;
  outside.write("secret", "secret");
  const TemporaryFolder tree;
  tree.write("etc/apparmor.d/x",
             "#include \"/var/lib/more\"\ninclude \"" + outside / "secret" + "\"\ninclude \"/a/b/\"");
  tree.write("var/lib/more/one", "include \"/etc/one more\"");
  tree.write("var/lib/more/folder/two", "");
  tree.write("etc/one more", "text");
  const ProfileCopy copy{Root(tree.path())};
  CHECK(content_of(copy.path() + "/x") == "#include \"" + copy.root() + "/var/lib/more\"\ninclude \"" + copy.root() +
                                              outside / "secret" + "\"\ninclude \"" + copy.root() + "/a/b/\"");
  CHECK(content_of(copy.root() + "/var/lib/more/one") == "include \"" + copy.root() + "/etc/one more\"");
  CHECK(content_of(copy.root() + "/etc/one more") == "text");
  CHECK_FALSE(fs::exists(copy.root() + "/var/lib/more/folder"));
  CHECK_FALSE(fs::exists(copy.root() + outside / "secret"));
}

TEST_CASE("links that lead back are not followed") {
  const TemporaryFolder tree;
  tree.write("etc/apparmor.d/abi/4.0", "features");
  for (const char* name : {"l1", "l2", "l3", "l4"}) {
    fs::create_symlink(".", tree / "etc/apparmor.d/" + name);
  }
  fs::create_symlink("..", tree / "etc/apparmor.d/abi/up");
  fs::create_symlink("abi", tree / "etc/apparmor.d/again");
  const ProfileCopy copy{Root(tree.path())};
  CHECK(content_of(copy.path() + "/abi/4.0") == "features");
  CHECK(content_of(copy.path() + "/again/4.0") == "features");
  const fs::recursive_directory_iterator all(copy.path());
  CHECK(std::distance(begin(all), end(all)) == 4);
}

TEST_CASE("a profile folder without end is refused") {
  const TemporaryFolder tree;
  const std::string folder = tree / "etc/apparmor.d/";
  SUBCASE("of links to other folders") {
    for (int i = 0; i < 9; ++i) fs::create_directories(folder + std::to_string(i));
    for (int i = 0; i < 81; ++i) {
      const std::string to = std::to_string(i % 9);
      fs::create_symlink("../" + to, folder + std::to_string(i / 9) + "/to" + to);
    }
    const Failure failure = failure_of([&] { ProfileCopy{Root(tree.path())}; });
    CHECK(failure.code() == ExitCode::failed);
    CHECK(mentions(failure, tree / "etc/apparmor.d: it has more than 10000 files and folders"));
  }
  SUBCASE("of large files") {
    for (int i = 0; i < 17; ++i) {
      const std::string name = "etc/apparmor.d/" + std::to_string(i);
      tree.write(name, "");
      fs::resize_file(tree / name, 4U << 20U);
    }
    const Failure failure = failure_of([&] { ProfileCopy{Root(tree.path())}; });
    CHECK(failure.code() == ExitCode::failed);
    CHECK(mentions(failure, tree / "etc/apparmor.d: it has more than 64 MiB"));
  }
}

TEST_CASE("of a tree without profiles the copy is empty") {
  const TemporaryFolder tree;
  const ProfileCopy copy{Root(tree.path())};
  CHECK(fs::is_empty(copy.path()));
}
