#include "core/plan/text_template.h"

#include <doctest/doctest.h>

#include "support/failure_of.h"

using namespace aug;

TEST_CASE("every place of a template is filled, also the same one twice and two side by side") {
  const TextTemplate text("@A@ and @B_C@@A@, @A@\n", "t");
  CHECK(text.fill({{"A", "one"}, {"B_C", ""}}) == "one and one, one\n");
  CHECK(TextTemplate("", "t").fill({}).empty());
  CHECK(TextTemplate("no place", "t").fill({}) == "no place");
  CHECK(TextTemplate("@A@", "t").fill({{"A", "x"}}) == "x");
  CHECK(TextTemplate("a\n@A@\n@A@", "t").fill({{"A", "x"}}) == "a\nx\nx");
  CHECK_FALSE(TextTemplate("@A@B@", "t").has_placeholder("B"));
}

TEST_CASE("a value is put in as it is: what looks like a place in it is none") {
  CHECK(TextTemplate("@A@@B@", "t").fill({{"A", "@B@"}, {"B", "@A@@"}}) == "@B@@A@@");
  CHECK(TextTemplate("@A@B@", "t").fill({{"A", "@"}}) == "@B@");
}

TEST_CASE("a line with a place of a list is there once for each item") {
  const TextTemplate text("first\n  @ITEM@ of @A@,\nlast @A@", "t");
  CHECK(text.fill({{"A", "x"}}, {{"ITEM", {"one", "two"}}}) == "first\n  one of x,\n  two of x,\nlast x");
  CHECK(text.fill({{"A", "x"}}, {{"ITEM", {}}}) == "first\nlast x");
  CHECK(TextTemplate("@ITEM@", "t").fill({}, {{"ITEM", {"a", "b"}}}) == "ab");

  const Failure failure = failure_of([] { TextTemplate("none", "t").fill({}, {{"ITEM", {"a"}}}); });
  REQUIRE(failure.diagnoses().size() == 1);
  CHECK(failure.diagnoses()[0].message == "cannot do without the place @ITEM@");
}

TEST_CASE("an at sign that begins no place stays") {
  for (const char* text : {"@", "@@", "@@@", "@{HOME}/x", "user@example", "user@example.org, other@example.org",
                           "@lower@", "@A1@", "@A B@", "@A", "A@", "@{A}@", "# mail @ADMIN\n@"}) {
    CAPTURE(text);
    const TextTemplate plain(text, "t");
    CHECK(plain.fill({}) == text);
    CHECK_FALSE(plain.has_placeholder("A"));
    CHECK_FALSE(plain.has_placeholder(""));
  }
  CHECK(TextTemplate("@@A@@", "t").fill({{"A", "x"}}) == "@x@");
  CHECK(TextTemplate("@{HOME}@A@user@example", "t").fill({{"A", "x"}}) == "@{HOME}xuser@example");
}

TEST_CASE("a place without a value is shown with line, column and text of its line") {
  const TextTemplate text("first\n  \u00fc @WRONG@ @A@\nlast @OTHER@", "/etc/t");
  const Failure failure = failure_of([&] { text.fill({{"A", "x"}}); });
  CHECK(failure.code() == ExitCode::invalid_policy);
  REQUIRE(failure.diagnoses().size() == 2);
  CHECK(failure.diagnoses()[0].message == "cannot fill the place @WRONG@");
  CHECK(failure.diagnoses()[0].location == Location{"/etc/t", 2, 5, "  \u00fc @WRONG@ @A@"});
  CHECK(failure.diagnoses()[1].location == Location{"/etc/t", 3, 6, "last @OTHER@"});
}

TEST_CASE("a value without a place is an error of the template") {
  const TextTemplate text("profile @PROFILE@ {}\n", "/etc/t");
  const Failure failure = failure_of([&] { text.fill({{"PROFILE", "x"}, {"CHILD", "y"}}); });
  CHECK(failure.code() == ExitCode::invalid_policy);
  REQUIRE(failure.diagnoses().size() == 1);
  CHECK(failure.diagnoses()[0].message == "cannot do without the place @CHILD@");
  CHECK(failure.diagnoses()[0].location == Location{"/etc/t", 0, 0, ""});
}

TEST_CASE("a template knows its places and where it comes from") {
  const TextTemplate text("@PROFILE@ @{CHILD}", "built-in");
  CHECK(text.has_placeholder("PROFILE"));
  CHECK_FALSE(text.has_placeholder("CHILD"));
  CHECK_FALSE(text.has_placeholder("PROFIL"));
  CHECK(text.origin() == "built-in");
}

TEST_CASE("the line about rules that may be left out is optional") {
  const auto classes = [](const std::string& line) { return TextTemplate("# x\n" + line, "t").optional_classes(); };
  CHECK(classes("# nothing\n").empty());
  const std::string begin = "# Rules that the kernel may leave unenforced: ";
  CHECK(classes(begin + "dbus, mqueue, unix\nprofile x {}\n") == std::vector<std::string>{"dbus", "mqueue", "unix"});
  CHECK(classes(begin + "dbus") == std::vector<std::string>{"dbus"});
  CHECK(classes(begin).empty());
  CHECK(classes(begin + "\nunix").empty());
}

TEST_CASE("no class of rules is without a name, which would take in every remark that names none") {
  const std::string line = "# Rules that the kernel may leave unenforced: dbus , unix,, ,";
  CHECK(TextTemplate(line, "t").optional_classes() == std::vector<std::string>{"dbus", "unix"});
}
