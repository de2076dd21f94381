#include "core/apparmor/profile_words.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace aug;

namespace {

std::string word(std::string_view text, bool keyword = false) {
  return std::string(text.substr(0, word_length(text, keyword)));
}

}  // namespace

TEST_CASE("a comma within a path belongs to it, one behind a keyword ends it") {
  CHECK(word("/a,b c") == "/a,b");
  CHECK(word("/a, b") == "/a");
  CHECK(word("userns,", true) == "userns");
  CHECK(word("rw,ix", true) == "rw");
}

TEST_CASE("an exclamation mark ends a word that it does not begin") {
  CHECK(word("a!b") == "a");
  CHECK(word("!a b") == "!a");
}

TEST_CASE("a brace ends a keyword, and belongs to a path") {
  CHECK(word("profile{", true) == "profile");
  CHECK(word("/usr/{bin,lib}/x {") == "/usr/{bin,lib}/x");
  CHECK(word("{a,b} x") == "{a,b}");
}

TEST_CASE("what is escaped ends nothing") {
  CHECK(word("/a\\ b c") == "/a\\ b");
  CHECK(quoted_length("\"a\\\"b\" c") == 6);
  CHECK(parenthesised_length("(a\\)b) c") == 6);
}

TEST_CASE("flags end at their parenthesis") {
  CHECK(word("flags=(complain)", true) == "flags=");
  CHECK(parenthesised_length("(a (b) \")\") c") == 11);
}

TEST_CASE("a variable has a name") {
  CHECK(variable_length("@{bin}/x") == 6);
  CHECK(variable_length("@bin/x") == 4);
  CHECK(variable_length("$on") == 3);
  CHECK(variable_length("@{bin") == 0);
  CHECK(variable_length("@{}") == 0);
  CHECK(variable_length("bin") == 0);
}

TEST_CASE("what has no end has no length, but a word goes on by a byte at least") {
  CHECK(quoted_length("\"a") == 0);
  CHECK(parenthesised_length("(a (b)") == 0);
  CHECK(word_length(" ", false) == 1);
}

TEST_CASE("what may stand in a keyword does not make it a path") {
  for (const char c : std::string_view("a0_=-+.")) {
    const std::string keyword(1, c);
    CAPTURE(keyword);
    CHECK(word(keyword + ",x", true) == keyword);
  }
  CHECK(word("\\a,b", true) == "\\a");
  CHECK(word("a1{", true) == "a1");
  CHECK(word("a_}", true) == "a_");
  CHECK(word("{a", true) == "{a");
  CHECK(word("}a", true) == "}a");
  CHECK(word("a{b} c") == "a{b}");
}

TEST_CASE("blanks and quotes end a word, a backslash at the end of a line escapes nothing") {
  for (const char c : std::string_view(" \t\r\n\v\f\0\"", 8)) {
    const std::string text = std::string("a") + c + "b";
    CAPTURE(int{c});
    CHECK(word(text) == "a");
    CHECK(is_profile_space(c) == (c != '"'));
    CHECK(is_profile_blank(c) == (c == ' ' || c == '\t' || c == '\r'));
  }
  CHECK(word("a\\\nb") == "a\\");
  CHECK(word("a\\") == "a\\");
}

TEST_CASE("a parenthesis ends a keyword, and what '=' is behind") {
  CHECK(word("a=(b)") == "a=");
  CHECK(word("a(b)") == "a(b)");
  CHECK(word("a(b)", true) == "a");
  CHECK(word("(a") == "(a");
}

TEST_CASE("a variable's name has letters, digits and underscores") {
  CHECK(variable_length("@a_1-") == 4);
  CHECK(variable_length("@{a_1}-") == 6);
}
