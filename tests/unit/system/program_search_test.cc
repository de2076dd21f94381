#include "system/program_search.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <ctime>
#include <filesystem>

#include "support/temporary_folder.h"

using namespace aug;

namespace {

/// A tree whose folders and files only root, or the caller, can change.
std::string program_in(const TemporaryFolder& tree, const std::string& path) {
  const std::string file = tree.write(path, "\177ELF");
  ::chmod(file.c_str(), 0755);
  ::chmod(tree.path().c_str(), 0755);
  return file;
}

const std::string self = std::filesystem::read_symlink("/proc/self/exe");
const std::string own_name = self.substr(self.rfind('/') + 1);

}  // namespace

TEST_CASE("a process that is the one of the record has its program") {
  CHECK(program_of_process(::getpid(), own_name, ::time(nullptr)) == self);
  CHECK(program_of_process(::getpid(), own_name, 0) == self);
}

TEST_CASE("a process of another name, or one that began after the record, is another process") {
  CHECK(program_of_process(::getpid(), "other", ::time(nullptr)) == std::nullopt);
  CHECK(program_of_process(::getpid(), own_name, ::time(nullptr) - 86400 * 365) == std::nullopt);
  CHECK(program_of_process(0, own_name, 0) == std::nullopt);
  CHECK(program_of_process(-1, own_name, 0) == std::nullopt);
  CHECK(program_of_process(2147483647, own_name, 0) == std::nullopt);
}

TEST_CASE("a program in one standard folder is found, through links too") {
  const TemporaryFolder tree;
  const Root root(tree.path());
  program_in(tree, "usr/bin/tool");
  program_in(tree, "opt/app/real");
  std::filesystem::create_symlink("usr/bin", tree / "bin");
  std::filesystem::create_symlink("/opt/app/real", tree / "usr/bin/linked");
  CHECK(installed_programs(root, "tool") == std::vector<std::string>{"/usr/bin/tool"});
  CHECK(installed_programs(root, "linked") == std::vector<std::string>{"/opt/app/real"});
}

TEST_CASE("programs of one name in several folders are all found") {
  const TemporaryFolder tree;
  program_in(tree, "usr/bin/tool");
  program_in(tree, "usr/local/bin/tool");
  CHECK(installed_programs(Root(tree.path()), "tool") ==
        std::vector<std::string>{"/usr/local/bin/tool", "/usr/bin/tool"});
}

TEST_CASE("what is no program, or no name, is not found") {
  const TemporaryFolder tree;
  const Root root(tree.path());
  tree.write("usr/bin/text", "");
  tree.write("usr/bin/folder/x", "");
  program_in(tree, "usr/bin/sub/tool");
  for (const char* name : {"text", "folder", "none", "", ".", "..", "sub/tool", "../bin/sub/tool"}) {
    CAPTURE(name);
    CHECK(installed_programs(root, name).empty());
  }
}

TEST_CASE("the first of a file and its folders that others can change is named") {
  const TemporaryFolder tree;
  const Root root(tree.path());
  const std::string file = program_in(tree, "opt/app/bin/tool");
  CHECK(changeable_by_others(root, "/opt/app/bin/tool") == "");
  ::chmod((tree / "opt").c_str(), 01777);
  CHECK(changeable_by_others(root, "/opt/app/bin/tool") == "/opt");
  ::chmod(file.c_str(), 0757);
  CHECK(changeable_by_others(root, "/opt/app/bin/tool") == "/opt/app/bin/tool");
}

TEST_CASE("what belongs to another user than root can be changed by that user" * doctest::skip(::geteuid() != 0)) {
  const TemporaryFolder tree;
  const std::string file = program_in(tree, "tool");
  REQUIRE(::chown(file.c_str(), 65534, 0) == 0);
  CHECK(changeable_by_others(Root(tree.path()), "/tool") == "/tool");
  REQUIRE(::chown(file.c_str(), 0, 65534) == 0);
  CHECK(changeable_by_others(Root(tree.path()), "/tool") == "");
  ::chmod(file.c_str(), 0775);
  CHECK(changeable_by_others(Root(tree.path()), "/tool") == "/tool");
}

TEST_CASE("a path that is not there is judged by the folders that are") {
  const TemporaryFolder tree;
  program_in(tree, "opt/x");
  CHECK(changeable_by_others(Root(tree.path()), "/opt/none/tool") == "");
  ::chmod((tree / "opt").c_str(), 0777);
  CHECK(changeable_by_others(Root(tree.path()), "/opt/none/tool") == "/opt");
}

TEST_CASE("a link that others can change, or a folder that it leads through, is named") {
  const TemporaryFolder tree;
  const Root root(tree.path());
  program_in(tree, "usr/bin/tool");
  tree.write("home/alice/x", "");
  std::filesystem::create_symlink("/usr/bin/tool", tree / "home/alice/tool");
  std::filesystem::create_symlink("/home/alice/tool", tree / "usr/bin/link");
  CHECK(changeable_by_others(root, "/usr/bin/link") == "");
  ::chmod((tree / "home/alice").c_str(), 0777);
  CHECK(changeable_by_others(root, "/usr/bin/link") == "/home/alice");
  CHECK(changeable_by_others(root, "/usr/bin/tool") == "");
}

TEST_CASE("a pattern is changeable by others where a folder that it leads through is, whether it matches or not") {
  const TemporaryFolder tree;
  const Root root(tree.path());
  program_in(tree, "opt/a/tool");
  tree.write("opt/b/x", "");
  CHECK(changeable_in_pattern(root, "/opt/*/tool") == "");
  ::chmod((tree / "opt/b").c_str(), 0777);
  CHECK(changeable_in_pattern(root, "/opt/*/tool") == "/opt/b");
  CHECK(changeable_in_pattern(root, "/opt/a*/tool") == "");
  ::chmod((tree / "opt/a/tool").c_str(), 0757);
  CHECK(changeable_in_pattern(root, "/opt/a*/tool") == "/opt/a/tool");
}

TEST_CASE("a script is told from a program") {
  const TemporaryFolder tree;
  const Root root(tree.path());
  tree.write("script", "#!/bin/sh\n");
  tree.write("short", "#");
  tree.write("elf", "\177ELF");
  CHECK(is_script(root, "/script"));
  for (const char* path : {"/short", "/elf", "/none", "/"}) CHECK_FALSE(is_script(root, path));
}
