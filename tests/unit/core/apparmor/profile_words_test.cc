#include "core/apparmor/profile_words.h"

#include <doctest/doctest.h>

#include <string_view>

using namespace aug;

namespace {

std::string_view word(std::string_view text, bool keyword = false) {
  return text.substr(0, word_length(text, keyword));
}

}  // namespace

TEST_CASE("a comma within a path belongs to it, one behind a keyword ends it") {
  CHECK(word("/a,b c") == "/a,b");
  CHECK(word("/a, b") == "/a");
  CHECK(word("userns,", true) == "userns");
  CHECK(word("rw,ix", true) == "rw");
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
