#include "system/profile_copy.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

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
  CHECK(fs::exists(copy.path() + "/loop/loop/local"));
}

TEST_CASE("of a tree without profiles the copy is empty") {
  const TemporaryFolder tree;
  const ProfileCopy copy{Root(tree.path())};
  CHECK(fs::is_empty(copy.path()));
}
