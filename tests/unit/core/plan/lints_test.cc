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
  for (const char* path :
       {"/usr/bin/openshell-gateway", "/opt/Example App/example-app", "/usr/bin/true", "/opt/google/chrome/chrome",
        "/usr/bin/codex", "/usr/sbin/nodebb", "/opt/runner/shell-box", "/usr/bin/rtkitctl", "/usr/libexec/tmp/tool"}) {
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

TEST_CASE("a program is known again under another name") {
  PathFacts copy;
  copy.twin = "/usr/bin/bash";
  CHECK(found_for("/opt/tool", copy) == Ids{"shell"});
  copy.twin = "/usr/bin/python3.12";
  CHECK(found_for("/opt/tool", copy) == Ids{"interpreter"});
  copy.twin = "/opt/odd-shell";  // in /etc/shells
  CHECK(found_for("/opt/tool", copy) == Ids{"shell"});
  CHECK(found_for("/opt/odd-shell", copy) == Ids{"shell"});
  copy.twin = "/usr/bin/bwrap";
  CHECK(found_for("/opt/tool", copy) == Ids{"gateway-for-bwrap"});
  copy.twin = "/opt/odd-shell";
  const auto message = [&](const std::string& path) { return lints_of({}, {path, {}}, copy).at(0).message; };
  CHECK(message("/opt/tool") ==
        "is the same file as /opt/odd-shell, a shell: everything that it runs would get the grant");
  CHECK(message("/opt/odd-shell") == "is a shell: everything that it runs would get the grant");
  PathFacts script;
  script.runs_arguments = true;
  CHECK(found_for("/opt/run", script) == Ids{"multiplexer"});
}

TEST_CASE("a pattern is judged by all that it can match") {
  const auto found_for_pattern = [](const std::string& pattern, PathFacts facts = {}) {
    BinaryEntry entry;
    entry.glob = true;
    std::vector<std::string> found;
    for (const Lint& lint : lints_of(entry, {pattern, {}}, facts)) found.emplace_back(lint.id);
    return found;
  };
  for (const char* pattern : {"/t?p/tool", "/{tmp,opt}/tool", "/*/shm/tool", "/var/*/tool", "/[s-u]mp/*", "/r*n/x"}) {
    CAPTURE(pattern);
    CHECK(found_for_pattern(pattern) == Ids{"temporary-path"});
  }
  for (const char* pattern : {"/home/*/tool", "/h*/*/tool", "/{home,opt}/a/tool"}) {
    CAPTURE(pattern);
    CHECK(found_for_pattern(pattern) == Ids{"user-writable"});
  }
  CHECK(found_for_pattern("/opt/*/tool").empty());
  CHECK(found_for_pattern("/usr/lib/agent-*/bin/agent").empty());
  PathFacts facts;
  facts.writable = "/opt/alice";
  CHECK(found_for_pattern("/opt/*/tool", facts) == Ids{"user-writable"});
}

TEST_CASE("a helper is judged as a program is") {
  const auto found = [](const std::string& path, const PathFacts& facts = {}) {
    std::vector<std::string> ids;
    for (const Lint& lint : lints_of_helper(path, facts)) ids.emplace_back(lint.id);
    return ids;
  };
  CHECK(found("/bin/sh") == Ids{"shell"});
  CHECK(found("/usr/bin/python3") == Ids{"interpreter"});
  CHECK(found("/usr/bin/env") == Ids{"multiplexer"});
  CHECK(found("/usr/lib/agent/apply-seccomp").empty());
  PathFacts facts;
  facts.twin = "/usr/bin/busybox";
  facts.writable = "/usr/lib/agent";
  CHECK(found("/usr/lib/agent/apply-seccomp", facts) == Ids{"multiplexer", "user-writable"});
}

TEST_CASE("a helper with wildcards is judged by all that it can match") {
  const auto found = [](const std::string& path, const PathFacts& facts = {}) {
    std::vector<std::string> ids;
    for (const Lint& lint : lints_of_helper(path, facts)) ids.emplace_back(lint.id);
    return ids;
  };
  CHECK(found("/usr/lib/agent/*/apply-seccomp").empty());
  CHECK(found("/home/*/.local/share/agent/*/helper") == Ids{"user-writable"});
  CHECK(found("/run/agent/*/helper") == Ids{"temporary-path"});
  PathFacts facts;
  facts.matches = {"/usr/lib/agent/1/helper", "/usr/lib/agent/1/busybox"};
  CHECK(found("/usr/lib/agent/1/*", facts) == Ids{"multiplexer"});
}

TEST_CASE("what an entry overrules is found again in its words") {
  CHECK(allows("shell, snap: a test", "shell"));
  CHECK(allows("shell, snap: a test", "snap"));
  CHECK_FALSE(allows("shell, snap: interpreter", "interpreter"));
  CHECK_FALSE(allows("shell: x", "she"));
  CHECK_FALSE(allows("", "shell"));
}

TEST_CASE(
    "a program that is not in its home yet will be placed by its user, one that is there is judged by its owners") {
  PathFacts facts;
  CHECK(found_for("/home/ann/tool", facts) == Ids{"user-writable"});
  CHECK(found_for("/opt/tool", facts) == Ids{});
  facts.exists = true;
  CHECK(found_for("/home/ann/tool", facts) == Ids{});
  facts.exists = false;
  facts.writable = "/home/ann";
  const std::vector<Lint> lints = lints_of({}, {"/home/ann/tool", {}}, facts);
  REQUIRE(lints.size() == 1);
  CHECK(lints[0].message == "can be replaced: others than root can write to /home/ann");
}

TEST_CASE("a pattern says where others can place a program, and one that is none says nothing") {
  BinaryEntry entry;
  entry.glob = true;
  const auto message = [&](const std::string& pattern, const PathFacts& facts) {
    const std::vector<Lint> lints = lints_of(entry, {pattern, {}}, facts);
    return lints.empty() ? "" : lints.front().message;
  };
  PathFacts facts;
  CHECK(message("/home/*/tool", facts) == "takes in files in homes, where others than root can place a program");
  CHECK(message("/opt/*/tool", facts).empty());
  CHECK(message("/opt/[/tool", facts).empty());
  facts.writable = "/opt/v1";
  CHECK(message("/opt/*/tool", facts) == "takes in files below /opt/v1, where others than root can place a program");
}

TEST_CASE("a script is said to run its arguments where nothing else is said of what it runs") {
  PathFacts facts;
  facts.exists = true;
  facts.runs_arguments = true;
  CHECK(found_for("/opt/script", facts) == Ids{"multiplexer"});
  CHECK(found_for("/opt/bash", facts) == Ids{"shell"});
}

TEST_CASE("the program of snapd itself is a snap, too") {
  PathFacts facts;
  facts.real_path = "/usr/bin/snap";
  const std::vector<std::string> found = found_for("/opt/tool", facts);
  CHECK(std::find(found.begin(), found.end(), "snap") != found.end());
}

TEST_CASE("no finding without a name is allowed by nothing") {
  CHECK_FALSE(allows("", ""));
  CHECK_FALSE(allows("shell: reason", ""));
}
