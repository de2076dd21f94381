#include "system/output_folder.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

TEST_CASE("a folder to write into is found over one's own links, or made") {
  const TemporaryFolder folder;
  folder.write("real/file", "");
  fs::create_symlink("real", folder / "link");
  CHECK(output_folder(folder / "link").value().read("/file") == "");
  CHECK_FALSE(output_folder(folder / "none"));
  CHECK_FALSE(output_folder(folder / "real/file"));
  CHECK_FALSE(output_folder(""));
  CHECK(made_output_folder(folder / "link/a/b").path() == folder / "link/a/b");
  CHECK(fs::is_directory(folder / "real/a/b"));
  CHECK(mentions(failure_of([&] { made_output_folder(folder / "real/file"); }), "cannot open the folder"));
}

TEST_CASE("root is not led elsewhere by a link of others") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can give a link to others");
    return;
  }
  const TemporaryFolder folder;
  fs::create_directories(folder / "root/secret");
  fs::create_directories(folder / "user/out");
  const auto give = [&](const char* name) { REQUIRE(::lchown((folder / name).c_str(), 1000, 1000) == 0); };
  fs::create_symlink("../root/secret", folder / "user/link");
  fs::create_symlink("root/secret", folder / "link");
  give("user");
  give("link");
  for (const char* name : {"user/link", "user/link/new", "link"}) {
    CAPTURE(name);
    CHECK(mentions(failure_of([&] { made_output_folder(folder / name); }), "cannot follow the link"));
  }
  CHECK(fs::is_empty(folder / "root/secret"));
  CHECK(output_folder(folder / "user/out"));
}
