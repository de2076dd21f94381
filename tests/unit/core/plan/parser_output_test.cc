#include "core/plan/parser_output.h"

#include <doctest/doctest.h>

using namespace aug;
using Kind = ParserRemark::Kind;

namespace {

ParserRemark remark_in(std::string_view line) {
  const auto remarks = remarks_in(line);
  REQUIRE(remarks.size() == 1);
  return remarks[0];
}

const RenderedProfile example{"x", "abi <abi/4.0>,\n\n  frob \"a\",\n", {"dbus"}, {"policy.yaml", 3, 1, ""}};

std::string message_of(std::string_view output) {
  return compile_mistakes(example, "/proc/self/fd/5", remarks_in(output), "exit status 1").at(0).message;
}

}  // namespace

TEST_CASE("an error has its file, line and text") {
  CHECK(remark_in("AppArmor parser error for /proc/self/fd/5 in profile /proc/self/fd/5 at line 5: syntax error, "
                  "unexpected TOK_ID, expecting TOK_MODE\n") ==
        ParserRemark{Kind::error, "/proc/self/fd/5", 5, "", "syntax error, unexpected TOK_ID, expecting TOK_MODE",
                     "/proc/self/fd/5"});
  CHECK(remark_in("AppArmor parser error for /proc/self/fd/5 in profile /etc/apparmor.d/local/x at line 12: no") ==
        ParserRemark{Kind::error, "/etc/apparmor.d/local/x", 12, "", "no", "/proc/self/fd/5"});
  CHECK(remark_in("AppArmor parser error at line 2: Could not open 'abi/9.0': No such file or directory") ==
        ParserRemark{Kind::error, "", 2, "", "Could not open 'abi/9.0': No such file or directory"});
  CHECK(remark_in("AppArmor parser error, in /some file line 3: no") ==
        ParserRemark{Kind::error, "/some file", 3, "", "no"});
  CHECK(remark_in("AppArmor parser error at line -2: no") == ParserRemark{Kind::error, "", 0, "", "no"});
  CHECK(remark_in("some parser error") == ParserRemark{Kind::error, "", 0, "", "some parser error"});
}

TEST_CASE("a warning about rules that are not enforced has their class and file") {
  const auto class_in = [](std::string_view line) {
    const ParserRemark remark = remark_in(line);
    CHECK(remark.kind == Kind::not_enforced);
    CHECK(remark.file == "/proc/self/fd/5");
    return remark.rule_class;
  };
  CHECK(class_in("Warning from profile x (/proc/self/fd/5): userns rules not enforced") == "userns");
  CHECK(class_in("Warning converted to Error from profile x (/proc/self/fd/5): dbus rules not enforced") == "dbus");
  CHECK(class_in("Warning from profile x (/proc/self/fd/5): mount rules not enforce") == "mount");
  CHECK(class_in("Warning from profile x (/proc/self/fd/5): extended network unix socket rules not enforced") ==
        "unix");
  CHECK(class_in("Warning from profile x (/proc/self/fd/5): mqueue type=posix rules not enforced") == "mqueue");
  CHECK(class_in("Warning from /proc/self/fd/5 (/proc/self/fd/5 line 37): profile x network rules not enforced") ==
        "network");
  CHECK(class_in("Warning from profile x (/proc/self/fd/5): deny unix socket rule not enforced, can't be downgraded to "
                 "generic network rule") == "");
}

TEST_CASE("what is of no interest is left out, what is unknown is kept") {
  CHECK(
      remarks_in("Cache read/write disabled: interface file missing. (Kernel needs AppArmor 2.4 patch.)\n\n").empty());
  CHECK(remark_in("Skipping profile in /etc/apparmor.d/disable: x").kind == Kind::skipped);
  CHECK(remark_in("File /proc/self/fd/5 not found, skipping...").kind == Kind::skipped);
  CHECK(remark_in("profile x: has merged rule").kind == Kind::other);
  CHECK(remarks_in("").empty());
}

TEST_CASE("output is made harmless for terminals") {
  CHECK(remark_in("AppArmor parser error at line 2: \x1b[2Jno").text == "\\x1b[2Jno");
  CHECK(remark_in("\x1b[2J").text == "\\x1b[2J");
}

TEST_CASE("only optional rules may stay unenforced") {
  const ParserRemark dbus = remark_in("Warning from profile x (/f): dbus rules not enforced");
  CHECK(spoils(dbus, {}));
  CHECK_FALSE(spoils(dbus, {"unix", "dbus"}));
  CHECK(spoils(remark_in("Warning from profile x (/f): it does not enforce this"), {"unix", "dbus"}));
  CHECK(spoils(remark_in("AppArmor parser error at line 2: no"), {"dbus"}));
  CHECK_FALSE(spoils(remark_in("Warning from profile x (/f): deprecated"), {}));
}

TEST_CASE("a mistake is at the policy entry and quotes the line of the profile") {
  const Diagnoses mistakes = compile_mistakes(
      example, "/proc/self/fd/5",
      remarks_in("AppArmor parser error for /proc/self/fd/5 in profile /proc/self/fd/5 at line 3: syntax error\n"), "");
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].location == example.because);
  CHECK(mistakes[0].message == "cannot compile the profile x: line 3 \"frob \"a\",\": syntax error");
}

TEST_CASE("a mistake in a file that a profile includes names that file") {
  CHECK(message_of("AppArmor parser error for /proc/self/fd/5 in profile local/x at line 3: syntax error\n") ==
        "cannot compile the profile x: local/x, line 3: syntax error");
}

TEST_CASE("rules that would not be enforced are a mistake, with their class where it is known") {
  CHECK(message_of("Warning from profile x (/f): userns rules not enforced\n") ==
        "cannot compile the profile x: its 'userns' rules would not be enforced");
  CHECK(message_of("Warning from profile x (/f): it does not enforce this\n") ==
        "cannot compile the profile x: Warning from profile x (/f): it does not enforce this");
}

TEST_CASE("lines that are not there are not quoted") {
  CHECK(message_of("AppArmor parser error at line 2: no") == "cannot compile the profile x: line 2: no");
  CHECK(message_of("AppArmor parser error at line 99: no") == "cannot compile the profile x: line 99: no");
}

TEST_CASE("a failure without a known message tells all that was said and how it ended") {
  CHECK(message_of("profile x: has merged rule\nERROR merging rules for profile x, failed to load\n") ==
        "cannot compile the profile x: profile x: has merged rule; ERROR merging rules for profile x, failed to load; "
        "exit status 1");
  CHECK(message_of("Warning from profile x (/f): dbus rules not enforced\n") ==
        "cannot compile the profile x: exit status 1");
}

TEST_CASE("a warning may lack its file, and has a line where it tells one") {
  const ParserRemark whole = remark_in("Warning from /f (/f line 37): profile x network rules not enforced");
  CHECK(whole == ParserRemark{Kind::not_enforced, "/f", 37, "network", whole.text});
  for (const char* line : {"Warning: dbus rules not enforced", "Warning x): dbus rules not enforced",
                           "Warning from x (y dbus rules not enforced"}) {
    CAPTURE(line);
    CHECK(remark_in(line).file == "");
    CHECK(remark_in(line).line == 0);
    CHECK(remark_in(line).rule_class == "dbus");
  }
  CHECK(remark_in("Warning from profile x (/a rules not enforced): dbus rules not enforced").rule_class == "dbus");
}

TEST_CASE("what only has the words of a warning is something else") {
  CHECK(remark_in("it does not enforce this").kind == Kind::other);
  CHECK(remark_in("skipping it").kind == Kind::other);
  CHECK(remark_in("File /f is fine").kind == Kind::other);
}

TEST_CASE("an error without a line is told as it is, and a mistake names the template that it is in") {
  CHECK(message_of("some parser error") == "cannot compile the profile x: some parser error");
  RenderedProfile profile = example;
  profile.text += "  ";
  const auto mistake_at = [&](int line) {
    const std::string said = "AppArmor parser error at line " + std::to_string(line) + ": no";
    return compile_mistakes(profile, "/f", remarks_in(said), "").at(0);
  };
  CHECK(mistake_at(3).hint == "correct the template");
  CHECK(mistake_at(4).message == "cannot compile the profile x: line 4: no");
  profile.origin = "/usr/share/x";
  CHECK(mistake_at(3).hint == "correct /usr/share/x");
}
