#include "system/directory.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

FileDescriptor opened(const std::string& path) {
  return FileDescriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

}  // namespace

TEST_CASE("the names in an open folder are sorted and complete") {
  const TemporaryFolder folder;
  std::vector<std::string> expected;
  for (int i = 1000; i < 1700; ++i) {
    expected.push_back("file " + std::to_string(i));
    folder.write(expected.back(), "");
  }
  CHECK(names_of(opened(folder.path()), folder.path()) == expected);
  fs::create_directory(folder / "empty");
  CHECK(names_of(opened(folder / "empty"), "empty").empty());
}

TEST_CASE("a handle that is no folder has no names") {
  CHECK(failure_of([] { names_of(FileDescriptor(), "/x"); }).code() == ExitCode::failed);
  const TemporaryFolder folder;
  FileDescriptor file(::open(folder.write("file", "").c_str(), O_RDONLY | O_CLOEXEC));
  CHECK(failure_of([&] { names_of(std::move(file), "/x"); }).code() == ExitCode::failed);
}

TEST_CASE("a tree is removed with all kinds of files in it") {
  const TemporaryFolder folder;
  folder.write("tree/a/b/c/file", "");
  folder.write("tree/.hidden", "");
  folder.write("kept", "");
  REQUIRE(::mkfifo((folder / "tree/a/fifo").c_str(), 0600) == 0);
  fs::create_directory(folder / "tree/empty");
  remove_tree(opened(folder.path()), "tree", folder / "tree");
  CHECK(names_of(opened(folder.path()), "") == std::vector<std::string>{"kept"});
}

TEST_CASE("removing a tree follows no symlink") {
  const TemporaryFolder folder;
  folder.write("victim/file", "untouched");
  fs::create_directories(folder / "tree/a");
  fs::create_directory_symlink(folder / "victim", folder / "tree/a/absolute");
  fs::create_directory_symlink("../victim", folder / "tree/relative");
  fs::create_symlink("nowhere", folder / "tree/dangling");
  fs::create_directory_symlink("victim", folder / "link");
  remove_tree(opened(folder.path()), "tree", folder / "tree");
  CHECK_FALSE(fs::exists(folder / "tree"));
  CHECK(folder.read("victim/file") == "untouched");

  CHECK(failure_of([&] { remove_tree(opened(folder.path()), "link", folder / "link"); }).code() == ExitCode::failed);
  CHECK(folder.read("victim/file") == "untouched");
  CHECK(fs::is_symlink(folder / "link"));
}

TEST_CASE("a tree that is not there is no error, a file is") {
  const TemporaryFolder folder;
  remove_tree(opened(folder.path()), "none", folder / "none");
  folder.write("file", "");
  CHECK(failure_of([&] { remove_tree(opened(folder.path()), "file", folder / "file"); }).code() == ExitCode::failed);
  CHECK(fs::exists(folder / "file"));
}
