#include "system/path_facts.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "support/temporary_folder.h"
#include "system/program_search.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

constexpr uid_t alice = 1001;
constexpr uid_t bob = 1002;

/// A tree with a home of each, as root has made it.
struct Homes {
  Homes() {
    program("usr/bin/tool", 0);
    program("home/alice/own", alice);
    program("home/bob/own", bob);
    give("home/alice", alice);
    give("home/bob", bob);
  }

  void give(const std::string& path, uid_t user) const { REQUIRE(::lchown((tree / path).c_str(), user, 0) == 0); }
  void program(const std::string& path, uid_t user) const {
    ::chmod(tree.write(path, path).c_str(), 0755);
    give(path, user);
  }
  void link(const std::string& path, const std::string& target, uid_t user) const {
    fs::remove(tree / path);
    fs::create_symlink(target, tree / path);
    give(path, user);
  }
  PathFacts of(const std::string& path) const { return facts_of_paths(root, {}, {path}).at(path); }

  TemporaryFolder tree;
  Root root{tree.path()};
};

}  // namespace

TEST_CASE("who leads to a program has to be able to change it" * doctest::skip(::geteuid() != 0)) {
  const Homes homes;
  const std::string link = "/home/alice/link";
  homes.link("home/alice/link", "own", alice);
  CHECK_FALSE(homes.of(link).is_chosen_by_others);
  CHECK(homes.of(link).real_path == "/home/alice/own");
  homes.link("home/alice/link", "/usr/bin/tool", alice);
  CHECK(homes.of(link).is_chosen_by_others);
  CHECK(programs_matching(homes.root, "/home/*/link").empty());
  homes.link("home/alice/link", "../bob/own", alice);
  CHECK(homes.of(link).is_chosen_by_others);
  homes.link("home/alice/link", "/home/bob/link", alice);
  homes.link("home/bob/link", "own", bob);
  CHECK(homes.of(link).is_chosen_by_others);
  homes.link("usr/bin/link", "../../home/alice/own", 0);
  CHECK_FALSE(homes.of("/usr/bin/link").is_chosen_by_others);
}

TEST_CASE("who can change what reads a script, or what it starts, can change it" * doctest::skip(::geteuid() != 0)) {
  const Homes homes;
  for (const char* script :
       {"#!/home/alice/own -E\n", "#!/usr/bin/env /home/alice/own\n", "#!/bin/sh\nexec /home/alice/own \"$@\"\n"}) {
    CAPTURE(script);
    ::chmod(homes.tree.write("usr/bin/script", script).c_str(), 0755);
    CHECK(homes.of("/usr/bin/script").writable.starts_with("/home/alice"));
  }
  ::chmod(homes.tree.write("usr/bin/script", "#!/usr/bin/tool\n").c_str(), 0755);
  CHECK(homes.of("/usr/bin/script").writable.empty());
}

TEST_CASE("a script that a pattern matches is judged as if it was named" * doctest::skip(::geteuid() != 0)) {
  const Homes homes;
  ::chmod(homes.tree.write("opt/w/run", "#!/bin/sh\nexec /home/alice/own \"$@\"\n").c_str(), 0755);
  Policy policy;
  policy.binaries.emplace_back();
  policy.binaries[0].glob = true;
  policy.binaries[0].paths = {{"/opt/w/*", {}}};
  const auto found = [&] { return facts_of_paths(homes.root, {policy}).at("/opt/w/*"); };
  CHECK(found().writable.starts_with("/home/alice"));
  ::chmod(homes.tree.write("opt/w/run", "#!/usr/bin/tool\n").c_str(), 0755);
  CHECK(found().writable.empty());
  ::chmod(homes.tree.write("opt/w/later", "#!/home/alice/own\n").c_str(), 0755);
  CHECK(found().writable.starts_with("/home/alice"));
}

TEST_CASE("in a group's folder, only what the group can change is its own" * doctest::skip(::geteuid() != 0)) {
  const Homes homes;
  homes.program("usr/local/bin/root-s", 0);
  REQUIRE(::chown((homes.tree / "usr/local/bin").c_str(), 0, 50) == 0);
  ::chmod((homes.tree / "usr/local/bin").c_str(), 02775);
  homes.link("usr/local/bin/link", "root-s", 0);
  CHECK_FALSE(homes.of("/usr/local/bin/link").is_chosen_by_others);  // the group can exchange it as well
  homes.link("usr/local/bin/link", "/usr/bin/tool", 0);
  CHECK(homes.of("/usr/local/bin/link").is_chosen_by_others);
  homes.link("home/alice/link", "/usr/local/bin/root-s", alice);
  CHECK(homes.of("/home/alice/link").is_chosen_by_others);
}

TEST_CASE("a link to nothing that others can change is not gone after" * doctest::skip(::geteuid() != 0)) {
  const Homes homes;
  homes.link("home/alice/link", "/usr/bin/none", alice);
  CHECK_FALSE(homes.of("/home/alice/link").exists);
  CHECK(homes.of("/home/alice/link").real_path == "/home/alice/link");
}

TEST_CASE("what is exchanged all the time is one or the other, never a mixture" * doctest::skip(::geteuid() != 0)) {
  const Homes homes;
  const std::string link = "/home/alice/link";
  homes.link("home/alice/link", "/nowhere", alice);
  homes.link("home/alice/link2", "/usr/bin/tool", alice);
  std::atomic<bool> is_over = false;
  std::thread exchanging([&] {
    const std::string one = homes.tree / "home/alice/link";
    const std::string other = one + "2";
    while (!is_over) ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE);
  });
  int found = 0;
  int mixed = 0;
  for (int i = 0; i < 3000; ++i) {
    const PathFacts facts = homes.of(link);
    if (facts.exists) ++found;
    const bool is_tool = facts.exists && facts.is_program && facts.is_chosen_by_others;
    if (facts.real_path == "/usr/bin/tool" ? !is_tool : facts.exists) ++mixed;
  }
  is_over = true;
  exchanging.join();
  CHECK(mixed == 0);
  CHECK(found > 0);
  CHECK(found < 3000);
}
