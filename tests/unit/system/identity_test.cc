#include "system/identity.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

constexpr timespec later{std::numeric_limits<time_t>::max(), 0};  // than any change

/// Of one path.
Identities taken_of(const std::string& path, const timespec& since = later) {
  return identities_of({path}, since).value_or(Identities{});
}

void write_over(const std::string& path, const std::string& content) {
  fs::remove(path);
  std::ofstream(path) << content;
}

}  // namespace

TEST_CASE("what is as it was still holds") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "content");
  const Identities identities = taken_of(file);
  CHECK(identities.contains(file));
  CHECK(identities.contains(folder.path()));
  CHECK(still_hold(identities));
}

TEST_CASE("a file that is another one does not hold, nor one that comes or goes") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "content");
  const Identities there = taken_of(file);
  const Identities absent = taken_of(folder / "absent");
  write_over(file, "another");
  CHECK_FALSE(still_hold(there));
  CHECK(still_hold(absent));
  folder.write("absent", "");
  CHECK_FALSE(still_hold(absent));
}

TEST_CASE("a mode does not hold that was changed, of the file or of a folder above it") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "below");
  const std::string file = folder.write("below/file", "");
  const Identities of_file = taken_of(file);
  ::chmod((folder / "below").c_str(), 0777);
  CHECK_FALSE(still_hold(of_file));
  const Identities again = taken_of(file);
  ::chmod(file.c_str(), 0600);
  CHECK_FALSE(still_hold(again));
}

TEST_CASE("of a folder on the way, what else comes into it does not matter; of one that was read it does") {
  const TemporaryFolder folder;
  const Identities on_the_way = taken_of(folder.write("file", ""));
  const Identities read = taken_of(folder.path());
  folder.write("more", "");
  CHECK(still_hold(on_the_way));
  CHECK_FALSE(still_hold(read));
}

TEST_CASE("each link on the way is taken down, and what it leads to") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "real");
  const std::string file = folder.write("real/file", "");
  fs::create_symlink("real", folder / "link");
  const Identities identities = taken_of(folder / "link/../link/./file");
  CHECK(identities.contains(folder / "link"));
  CHECK(identities.contains(file));
  fs::remove(folder / "link");
  fs::create_directory(folder / "other");
  fs::create_hard_link(file, folder / "other/file");
  fs::create_symlink("other", folder / "link");
  CHECK_FALSE(still_hold(identities));
}

TEST_CASE("links in a circle end") {
  const TemporaryFolder folder;
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  CHECK(still_hold(taken_of(folder / "a")));
}

TEST_CASE("nothing is taken of what may have been changed meanwhile") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "");
  CHECK_FALSE(identities_of({file}, timespec{0, 0}));
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK_FALSE(identities_of({file}, status.st_ctim));
}

TEST_CASE("of a setting of the kernel it is the value") {
  const Identities identities = taken_of("/proc/sys/kernel/ostype");
  CHECK(identities.at("/proc/sys/kernel/ostype").text == "Linux");
  CHECK(still_hold(identities));
}
