#include "core/plan/lints.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/policy/lint_ids.h"

using namespace aug;

namespace {

std::vector<std::string> found_for(const std::string& path, PathFacts facts = {}, const std::string& text = "gateway") {
  BinaryEntry entry;
  entry.template_name = text;
  if (facts.real_path.empty()) facts.real_path = path;
  std::vector<std::string> found;
  for (const Lint& lint : lints_of(entry, {path, {}}, facts)) found.emplace_back(lint.id);
  return found;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("shells, interpreters and what runs any program are found by name, with any version") {
  for (const char* path :
       {"/bin/sh", "/usr/bin/bash", "/usr/bin/dash", "/usr/bin/zsh", "/bin/ksh93", "/usr/bin/fish"}) {
    CAPTURE(path);
    CHECK(found_for(path) == Ids{"shell"});
  }
  for (const char* path : {"/usr/bin/python3", "/usr/bin/python3.12", "/usr/bin/perl5.36.0", "/usr/bin/node",
                           "/usr/local/bin/node-22", "/usr/bin/ruby3.1", "/usr/bin/php8.2", "/usr/bin/java",
                           "/usr/bin/lua5.4", "/usr/bin/tclsh8.6", "/usr/bin/mawk"}) {
    CAPTURE(path);
    CHECK(found_for(path) == Ids{"interpreter"});
  }
  for (const char* path : {"/usr/bin/busybox", "/usr/bin/toybox", "/usr/bin/env", "/usr/bin/sudo", "/usr/bin/xargs",
                           "/usr/bin/unshare", "/usr/bin/nsenter", "/usr/bin/setpriv", "/usr/bin/aa-exec",
                           "/usr/lib/systemd/systemd-executor", "/lib64/ld-linux-x86-64.so.2", "/usr/bin/find"}) {
    CAPTURE(path);
    CHECK(found_for(path) == Ids{"multiplexer"});
  }
}

TEST_CASE("a link to a shell is a shell, and so is what a pattern matches") {
  PathFacts link;
  link.real_path = "/usr/bin/dash";
  CHECK(found_for("/opt/vendor/tool", link) == Ids{"shell"});

  PathFacts pattern;
  pattern.matches = {"/opt/v1/tool", "/opt/v2/bash"};
  CHECK(found_for("/opt/v*/*", pattern) == Ids{"shell"});
}

TEST_CASE("folders where anybody can put a program are found") {
  for (const char* path : {"/tmp/tool", "/var/tmp/tool", "/run/user/1000/tool", "/proc/self/exe", "/dev/shm/tool"}) {
    CAPTURE(path);
    CHECK(found_for(path) == Ids{"temporary-path"});
  }
  PathFacts link;
  link.real_path = "/tmp/tool";
  CHECK(found_for("/usr/bin/tool", link) == Ids{"temporary-path"});
}

TEST_CASE("in the mount of an AppImage, the file itself is the thing to name") {
  const std::vector<Lint> lints = lints_of({}, {"/tmp/.mount_ToolAbC/tool", {}}, {});
  REQUIRE(lints.size() == 1);
  CHECK(lints[0].hint == "name the AppImage file, in a folder of root's: what it starts has its grant");
}

TEST_CASE("what others than root can write is found, and named") {
  PathFacts facts;
  facts.writable = "/opt/vendor";
  CHECK(found_for("/opt/vendor/tool", facts) == Ids{"user-writable"});

  BinaryEntry entry;
  const std::vector<Lint> lints = lints_of(entry, {"/opt/vendor/tool", {}}, facts);
  REQUIRE(lints.size() == 1);
  CHECK(lints[0].message == "can be replaced: others than root can write to /opt/vendor");
}

TEST_CASE("bubblewrap is not for the template gateway") {
  CHECK(found_for("/usr/bin/bwrap") == Ids{"gateway-for-bwrap"});
  CHECK(found_for("/usr/bin/bwrap", {}, "bwrap") == Ids{});
}

TEST_CASE("a snap has profiles of its own") {
  PathFacts snapped;
  snapped.real_path = "/usr/bin/snap";
  CHECK(found_for("/snap/bin/chromium", snapped) == Ids{"snap"});
  CHECK(found_for("/snap/chromium/current/usr/lib/chromium-browser/chrome") == Ids{"snap"});
}

TEST_CASE("several things can be wrong with one program") {
  PathFacts facts;
  facts.real_path = "/usr/bin/python3.12";
  facts.writable = "/usr/bin/python3.12";
  CHECK(found_for("/tmp/sh", facts) == Ids{"shell", "interpreter", "temporary-path"});
}

TEST_CASE("nothing is said of a daemon or desktop program in its place") {
  for (const char* path : {"/usr/bin/openshell-gateway", "/opt/Example App/example-app", "/usr/bin/true",
                           "/opt/google/chrome/chrome", "/usr/bin/codex", "/usr/sbin/nodebb", "/opt/runner/shell-box",
                           "/usr/bin/timedatectl", "/usr/libexec/tmp/tool"}) {
    CAPTURE(path);
    CHECK(found_for(path) == Ids{});
  }
}

TEST_CASE("each lint that is found is one that can be allowed") {
  for (const char* path : {"/bin/sh", "/usr/bin/perl", "/usr/bin/env", "/tmp/tool", "/usr/bin/bwrap", "/snap/a/b"}) {
    for (const std::string& id : found_for(path)) {
      CAPTURE(id);
      CHECK(std::ranges::find(lint_ids(), id) != lint_ids().end());
    }
  }
}
