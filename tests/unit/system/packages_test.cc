#include "system/packages.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

TEST_CASE("a path belongs to the package whose list has it, as a line of its own") {
  const TemporaryFolder tree;
  CHECK(package_that_owns(Root(tree.path()), "/etc/x").empty());
  tree.write("var/lib/dpkg/info/near.list", "/.\n/etc\n/etc/x.d\n/a/etc/x\n/etc/x2");
  tree.write("var/lib/dpkg/info/owner:amd64.list", "/.\n/etc/x.d\n/etc/x\n");
  tree.write("var/lib/dpkg/info/other.md5sums", "/etc/y\n");
  CHECK(package_that_owns(Root(tree.path()), "/etc/x") == "owner:amd64");
  CHECK(package_that_owns(Root(tree.path()), "/etc/x2") == "near");
  CHECK(package_that_owns(Root(tree.path()), "/etc/y").empty());
  CHECK(package_that_owns(Root(tree.path()), "/etc").empty() == false);
}

TEST_CASE("the database of a tree is read within the tree, and nobody is waited for") {
  const TemporaryFolder outside;
  outside.write("info/host.list", "/etc/x\n");
  const TemporaryFolder tree;
  fs::create_directories(tree / "var/lib/dpkg");
  fs::create_symlink(outside / "info", tree / "var/lib/dpkg/info");
  CHECK(package_that_owns(Root(tree.path()), "/etc/x").empty());
  fs::remove(tree / "var/lib/dpkg/info");
  fs::create_directories(tree / "var/lib/dpkg/info");
  REQUIRE(::mkfifo((tree / "var/lib/dpkg/info/a.list").c_str(), 0644) == 0);
  CHECK(mentions(failure_of([&] { package_that_owns(Root(tree.path()), "/etc/x"); }), "it is no regular file"));
}
