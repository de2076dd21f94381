#include "system/packages.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

std::string owner_of(const TemporaryFolder& tree, const std::string& path) {
  const auto owned = path_of_package(Root(tree.path()), {path});
  return owned ? owned->package : "";
}

}  // namespace

TEST_CASE("a path belongs to the package whose list has it, as a line of its own") {
  const TemporaryFolder tree;
  CHECK(owner_of(tree, "/etc/x").empty());
  tree.write("var/lib/dpkg/info/near.list", "/.\n/etc\n/etc/x.d\n/a/etc/x\n/etc/x2");
  tree.write("var/lib/dpkg/info/owner:amd64.list", "/.\n/etc/x.d\n/etc/x\n");
  tree.write("var/lib/dpkg/info/other.md5sums", "/etc/y\n");
  CHECK(owner_of(tree, "/etc/x") == "owner:amd64");
  CHECK(owner_of(tree, "/etc/x2") == "near");
  CHECK(owner_of(tree, "/etc/y").empty());
  CHECK_FALSE(owner_of(tree, "/etc").empty());
}

TEST_CASE("of several paths, one that a package has is found, and which") {
  const TemporaryFolder tree;
  tree.write("var/lib/dpkg/info/owner.list", "/etc/x.d\n/etc/xy\n/srv/z\n");
  const Root root(tree.path());
  CHECK(path_of_package(root, {"/etc/x", "/etc/xy", "/etc/xz"})->path == "/etc/xy");
  CHECK(path_of_package(root, {"/etc/x", "/srv/z"})->path == "/srv/z");
  CHECK_FALSE(path_of_package(root, {"/etc/x", "/etc/xz"}));
  CHECK_FALSE(path_of_package(root, {}));
}

TEST_CASE("the database of a tree is read within the tree, and nobody is waited for") {
  const TemporaryFolder outside;
  outside.write("info/host.list", "/etc/x\n");
  const TemporaryFolder tree;
  fs::create_directories(tree / "var/lib/dpkg");
  fs::create_symlink(outside / "info", tree / "var/lib/dpkg/info");
  CHECK(owner_of(tree, "/etc/x").empty());
  fs::remove(tree / "var/lib/dpkg/info");
  fs::create_directories(tree / "var/lib/dpkg/info");
  REQUIRE(::mkfifo((tree / "var/lib/dpkg/info/a.list").c_str(), 0644) == 0);
  CHECK(mentions(failure_of([&] { owner_of(tree, "/etc/x"); }), "it is no regular file"));
  fs::remove(tree / "var/lib/dpkg/info/a.list");
  // To open a device can do something, such as start a watchdog; to open this one fails, with other words.
  constexpr int nobodys = 0xef01;
  if (::mknod((tree / "var/lib/dpkg/info/a.list").c_str(), S_IFCHR | 0644, nobodys) != 0) return;
  CHECK(mentions(failure_of([&] { owner_of(tree, "/etc/x"); }), "it is no regular file"));
}
