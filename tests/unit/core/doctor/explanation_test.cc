#include "core/doctor/explanation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace aug;

namespace {

/// The id of the only message found; "" for none, "several" for more.
std::string id_in(std::string_view text) {
  const Explanations explanations = explanations_of(text);
  if (explanations.found.empty()) return "";
  return explanations.found.size() == 1 ? std::string(explanations.found[0].message->id) : "several";
}

}  // namespace

TEST_CASE("each example is explained by its own entry") {
  for (const KnownMessage& known : known_messages()) {
    CAPTURE(known.example);
    CHECK(id_in(known.example) == known.id);
  }
}

TEST_CASE("each entry is complete, and has a name of its own") {
  std::set<std::string_view> ids;
  for (const KnownMessage& known : known_messages()) {
    CAPTURE(known.id);
    CHECK(ids.insert(known.id).second);
    CHECK(std::all_of(known.id.begin(), known.id.end(), [](char c) { return c == '-' || (c >= 'a' && c <= 'z'); }));
    CHECK(known.said_by != "");
    CHECK(known.cause != "");
    CHECK(known.remedy != "");
    CHECK(known.pattern.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ'\"`") == std::string_view::npos);
    CHECK_FALSE(known.cause.ends_with('.'));
    CHECK_FALSE(known.remedy.ends_with('.'));
  }
}

TEST_CASE("the messages that people search for are known") {
  CHECK(id_in("bwrap: setting up uid map: Permission denied") == "bwrap-uid-map");
  CHECK(id_in("bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted") == "bwrap-loopback");
  CHECK(id_in("bwrap: loopback: Failed RTM_NEWLINK: Operation not permitted") == "bwrap-loopback");
  CHECK(id_in("bwrap: No permissions to create new namespace, likely because the kernel does not allow "
              "non-privileged user namespaces.") == "bwrap-no-permissions");
  CHECK(id_in("unshare: write failed /proc/self/uid_map: Operation not permitted") == "unshare-uid-map");
  CHECK(id_in("write /proc/self/setgroups: open /proc/self/setgroups: Permission denied") == "setgroups");
  CHECK(id_in("nested userns is capability-restricted") == "nested-setgroups");
  CHECK(id_in("The SUID sandbox helper binary was found, but is not configured correctly") == "chrome-suid-helper");
  CHECK(id_in("No usable sandbox! Update your kernel or see https://...") == "chrome-no-sandbox");
  CHECK(id_in("setuid use of bubblewrap is not supported in this build") == "bwrap-no-setuid");
  CHECK(id_in("Could not open 'abi/4.0'") == "parser-abi");
  CHECK(id_in("Could not open 'abi/5.0': No such file or directory") == "parser-abi");
  CHECK(id_in("syntax error, unexpected TOK_ID, expecting TOK_MODE") == "parser-userns");
  CHECK(id_in("Found reference to variable exec_path, but is never declared") == "parser-exec-path");
  CHECK(id_in("Profile doesn't conform to protocol") == "parser-protocol");
  CHECK(id_in("unable to find a suitable fs in /proc/mounts, is it mounted?") == "parser-no-apparmor");
  CHECK(id_in("Timeout waiting for guest ready") == "guest-not-ready");
  CHECK(id_in("cannot clone: Operation not permitted") == "podman-clone");
  CHECK(id_in("Failed to set up mount namespacing: Operation not permitted") == "systemd-namespacing");
}

TEST_CASE("what stands around a message does not matter") {
  for (const char* text : {"BWRAP: SETTING UP UID MAP: PERMISSION DENIED",
                           "2026-11-22 [pid 4711] error: bwrap:  setting up\tuid map: "
                           "Permission denied (os error 13)",
                           "\"bwrap: `setting up uid map`: “Permission denied”\"",
                           "first line\nbwrap: setting up uid map: Permission denied\nlast line",
                           "bwrap: setting up uid\nmap: Permission denied"}) {
    CAPTURE(text);
    CHECK(id_in(text) == "bwrap-uid-map");
  }
  CHECK(id_in("[1:2:0101/000000.1:FATAL:credentials.cc(99)] Check failed: sandbox. : Permission denied (13)") ==
        "chrome-credentials");
  CHECK(id_in("x.service: Failed at step NAMESPACE spawning /opt/x y/z: No such file or directory") ==
        "systemd-step-namespace");
  CHECK(id_in("failed to write to /proc/99999/uid_map: EPERM: operation not permitted") == "uid-map");
}

TEST_CASE("words of one message may come in any order, and in lines below one another") {
  for (const char* text : {"PermissionError: [Errno 13] Permission denied: '/proc/self/setgroups'",
                           "open /proc/4711/setgroups: operation not permitted",
                           "Error: EACCES: permission denied, open '/proc/self/setgroups'",
                           "cannot write:\n  /proc/self/setgroups\n  Permission denied"}) {
    CAPTURE(text);
    CHECK(id_in(text) == "setgroups");
  }
  for (const char* text : {"Error: EPERM: operation not permitted, open '/proc/self/uid_map'",
                           "Error: crun: write to `/proc/self/gid_map`: Operation not permitted: OCI permission denied",
                           "bash: /proc/self/uid_map: Permission denied",
                           "OSError: [Errno 1] Operation not permitted: '/proc/12/gid_map'"}) {
    CAPTURE(text);
    CHECK(id_in(text) == "uid-map");
  }
}

TEST_CASE("what is about a file with such a name is no message of ours") {
  for (const char* text :
       {"rm: cannot remove '/tmp/unshare.log': Operation not permitted",
        "/bin/rm: cannot remove 'unshare(1)': Permission denied",
        "touch: cannot touch '/x/unshare.log': No space left on device", "cat: /proc/4711/uid_map: Permission denied",
        "tool: /home/u/unshare: Operation not permitted",
        "ls: cannot access '/proc/1/setgroups': Operation not permitted"}) {
    CAPTURE(text);
    CHECK(id_in(text) == "");
  }
  CHECK(id_in("unshare(CLONE_NEWUSER): Operation not permitted") == "unshare-forbidden");
  CHECK(id_in("/usr/bin/unshare: unshare failed: Operation not permitted") == "unshare-forbidden");
}

TEST_CASE("the messages of further programs are known") {
  CHECK(id_in("[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: permission denied") ==
        "rootlesskit");
  CHECK(id_in("[ERROR] RootlessKit failed") == "rootlesskit");
  CHECK(id_in("k3s: fork/exec /proc/self/exe: operation not permitted") == "reexec");
  CHECK(id_in("guix environment: error: mount: mount \"none\" on \"/tmp/g\": Permission denied") == "guix-container");
  CHECK(id_in("ERROR  : Could not write info to setgroups: Permission denied") == "apptainer");
  CHECK(id_in("INFO   :   apptainer-suid, or compile with ./mconfig --with-suid") == "apptainer");
  CHECK(id_in("bwrap: Failed to make / slave: Operation not permitted") == "bwrap-slave");
  CHECK(id_in("ERROR: Syntax Error: Unknown line found in file /etc/apparmor.d/x line 6:\n    userns,") ==
        "parser-unknown-line");
  CHECK(id_in("Error: Steam now requires user namespaces to be enabled.") == "steam");
  CHECK(id_in("app.service: Failed to set up user namespacing: Operation not permitted") == "systemd-user-namespacing");
  CHECK(id_in("x.service: Failed at step USER spawning /opt/x: Permission denied") == "systemd-step-user");
  CHECK(id_in("Error: sandbox required but unavailable: bubblewrap cannot create a user namespace\n"
              "sandbox.failIfUnavailable is set") == "claude-sandbox");
  CHECK(id_in("bwrap: Can't mount proc on /newroot/proc: Operation not permitted") == "bwrap-proc");
  CHECK(id_in("bwrap: Can't mount proc on /newroot/proc: Permission denied") == "bwrap-slave");
  CHECK(id_in("Application x wants to create a user namespace which could be used to compromise your system") ==
        "aa-notify");
}

TEST_CASE("a message is called by its id") {
  REQUIRE(message_called("bwrap-uid-map") != nullptr);
  CHECK(message_called("bwrap-uid-map")->said_by == "bwrap");
  CHECK(message_called("bwrap") == nullptr);
  CHECK(message_called("") == nullptr);
}

TEST_CASE("numbers that mean something are not interchangeable") {
  CHECK(id_in("status=226/NAMESPACE") == "systemd-namespace");
  CHECK(id_in("status=217/USER") == "systemd-user");
  CHECK(id_in("status=227/NAMESPACE") == "");
}

TEST_CASE("a log has each of its messages once, in its order") {
  const Explanations explanations = explanations_of(
      "  unshare: write failed /proc/self/uid_map: Operation not permitted \r\nnothing\n"
      "bwrap: setting up uid map: Permission denied\nunshare: write failed /proc/self/uid_map: Operation not "
      "permitted\n");
  REQUIRE(explanations.found.size() == 2);
  CHECK(explanations.found[0].message->id == "unshare-uid-map");
  CHECK(explanations.found[0].line == "unshare: write failed /proc/self/uid_map: Operation not permitted");
  CHECK(explanations.found[1].message->id == "bwrap-uid-map");
  CHECK(explanations.nearest == nullptr);
}

TEST_CASE("what is unknown is said to be, with the message that shares most words") {
  const Explanations wrong = explanations_of("bwrap: setting up pid map: Permission denied");
  CHECK(wrong.found.empty());
  REQUIRE(wrong.nearest != nullptr);
  CHECK(wrong.nearest->id == "bwrap-uid-map");
  for (const char* text : {"segmentation fault", "", "\n\n", "permission denied",
                           "/proc/self/status: permission denied", "profile conforms to protocol and nothing"}) {
    CAPTURE(text);
    CHECK(explanations_of(text).found.empty());
  }
  CHECK(explanations_of("zzz qqq").nearest == nullptr);
}

TEST_CASE("the line is shown harmless and not too long") {
  const Explanations explanations =
      explanations_of("\x1b[2Jbwrap: setting up uid map: Permission denied" + std::string(400, 'x'));
  REQUIRE(explanations.found.size() == 1);
  CHECK(explanations.found[0].line.starts_with("\\x1b[2Jbwrap"));
  CHECK(explanations.found[0].line.ends_with("xxx..."));
}

TEST_CASE("a large text that almost fits everywhere takes no long time") {
  std::string text;
  for (int count = 0; count < 2000; ++count) text += "/proc/uid_map unshare newuidmap: cannot set podman ";
  CHECK(explanations_of(text).found.empty());
}
