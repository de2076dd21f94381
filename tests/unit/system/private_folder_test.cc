#include "system/private_folder.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

TEST_CASE("what a killed run left is removed, and nothing else") {
  const TemporaryFolder parent;
  for (const char* name : {"aa-userns-gen.abcdef", "aa-userns-gen.locked", "aa-userns-gen.opened",
                           "aa-userns-gen.longer1", "else-xxxxx-gen.abcdef"}) {
    parent.write(std::string(name) + "/etc/file", "text");
    REQUIRE(::chmod((parent / name).c_str(), 0700) == 0);
  }
  REQUIRE(::chmod((parent / "aa-userns-gen.opened").c_str(), 0755) == 0);
  fs::create_symlink("else-xxxxx-gen.abcdef", parent / "aa-userns-gen.linked");
  const FileDescriptor holder(::open((parent / "aa-userns-gen.locked").c_str(), O_RDONLY | O_DIRECTORY));
  REQUIRE(::flock(holder.get(), LOCK_EX) == 0);
  remove_left_folders_in(parent.path());
  CHECK_FALSE(fs::exists(parent / "aa-userns-gen.abcdef"));
  for (const char* name :
       {"aa-userns-gen.locked", "aa-userns-gen.opened", "aa-userns-gen.longer1", "else-xxxxx-gen.abcdef"}) {
    CAPTURE(name);
    CHECK(fs::exists(parent / name + "/etc/file"));
  }
  CHECK(fs::is_symlink(parent / "aa-userns-gen.linked"));
}

TEST_CASE("a folder is locked as long as it is used") {
  const PrivateFolder folder;
  const FileDescriptor other(::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY));
  REQUIRE(other);
  CHECK(::flock(other.get(), LOCK_EX | LOCK_NB) != 0);
}
