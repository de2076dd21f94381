#include "core/text/diagnosis.h"

#include <doctest/doctest.h>

#include <string>

#include "core/text/failure.h"

using aug::describe;
using aug::Diagnosis;
using aug::Location;
using aug::Severity;
using aug::operator""_id;

TEST_CASE("a finding is shown with its place, its line, a caret and what to do") {
  const Diagnosis finding = {"a-kind"_id, Severity::error, Location{"bad.yaml", 3, 11, "    path: brave"},
                             "'path' must be an absolute path, not 'brave'",
                             "write the path that 'command -v brave' prints"};
  CHECK(describe(finding) ==
        "bad.yaml:3:11: error: 'path' must be an absolute path, not 'brave'\n"
        "      path: brave\n"
        "            ^\n"
        "  hint: write the path that 'command -v brave' prints\n");
}

TEST_CASE("a finding without a place is one line") {
  CHECK(describe({"a-kind"_id, Severity::error, Location{}, "cannot load", ""}) == "error: cannot load\n");
  CHECK(describe({"a-kind"_id, Severity::warning, Location{}, "odd", ""}) == "warning: odd\n");
  CHECK(describe({"a-kind"_id, Severity::notice, Location{}, "by the way", ""}) == "notice: by the way\n");
}

TEST_CASE("only what is known of a place is shown") {
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 0, 0, ""}, "m", ""}) == "a: error: m\n");
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 7, 0, ""}, "m", ""}) == "a:7: error: m\n");
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 7, 0, "x y"}, "m", ""}) == "a:7: error: m\n  x y\n");
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 7, 3, " \t"}, "m", ""}) == "a:7:3: error: m\n");
}

TEST_CASE("the caret may stand behind the end of the line") {
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 1, 3, "xy"}, "m", ""}) ==
        "a:1:3: error: m\n  xy\n    ^\n");
}

TEST_CASE("tabs, accents, wide and combining characters do not misplace the caret") {
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 1, 3, "\t\tx"}, "m", ""}) ==
        "a:1:3: error: m\n    x\n    ^\n");
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 1, 3, "äöx"}, "m", ""}) ==
        "a:1:3: error: m\n  äöx\n    ^\n");
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 1, 3, "日本x"}, "m", ""}) ==
        "a:1:3: error: m\n  日本x\n      ^\n");
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 1, 3, "e\u0301x"}, "m", ""}) ==
        "a:1:3: error: m\n  e\u0301x\n   ^\n");
}

TEST_CASE("a long line is cut around the place") {
  const std::string line = std::string(500, 'a') + "X" + std::string(500, 'b');
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 1, 501, line}, "m", ""}) ==
        "a:1:501: error: m\n  ..." + std::string(60, 'a') + "X" + std::string(59, 'b') + "...\n  " +
            std::string(63, ' ') + "^\n");
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 1, 1, line}, "m", ""}) ==
        "a:1:1: error: m\n  " + std::string(120, 'a') + "...\n  ^\n");
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 1, 1001, line}, "m", ""}) ==
        "a:1:1001: error: m\n  ..." + std::string(120, 'b') + "\n  " + std::string(122, ' ') + "^\n");
}

TEST_CASE("control characters do not reach the terminal, wherever they come from") {
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a\x1b\n", 1, 3, "\x1b[x"}, "m\x07", "h\x9b\u202e"}) ==
        "a\\x1b\\n:1:3: error: m\\x07\n  \\x1b[x\n       ^\n  hint: h\\x9b\\u{202e}\n");
  CHECK(describe({"a-kind"_id, Severity::error, Location{"a", 1, 2, "\xffx"}, "m", ""}) ==
        "a:1:2: error: m\n  \\xffx\n      ^\n");
}

TEST_CASE("further lines of a message are marked: a name with a line break is no hint of ours") {
  CHECK(describe({"a-kind"_id, Severity::error, Location{}, "one\ntwo", "first\nthen"}) ==
        "error: one\n  | two\n  hint: first\n      | then\n");
}

TEST_CASE("warnings and notices are no errors") {
  CHECK_FALSE(aug::has_errors({}));
  CHECK_FALSE(aug::has_errors(
      {{"a-kind"_id, Severity::warning, Location{}, "w", ""}, {"a-kind"_id, Severity::notice, Location{}, "n", ""}}));
  CHECK(aug::has_errors(
      {{"a-kind"_id, Severity::warning, Location{}, "w", ""}, {"a-kind"_id, Severity::error, Location{}, "e", ""}}));
}

TEST_CASE("a failure carries its exit code and says its first message") {
  const aug::Failure failure(aug::ExitCode::conflict, "a-kind"_id, "cannot place", "remove it");
  CHECK(failure.code() == aug::ExitCode::conflict);
  CHECK(std::string(failure.what()) == "cannot place");
  REQUIRE(failure.diagnoses().size() == 1);
  CHECK(describe(failure.diagnoses().front()) == "error: cannot place\n  hint: remove it\n");
  CHECK(std::string(aug::Failure(aug::ExitCode::failed, aug::Diagnoses{}).what()) == "failed without a message");
}
