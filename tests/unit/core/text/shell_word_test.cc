#include "core/text/shell_word.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("words for a shell stay one word") {
  CHECK(shell_word("/usr/bin/x") == "/usr/bin/x");
  CHECK(shell_word("a b") == "'a b'");
  CHECK(shell_word("it's $(x)") == "'it'\\''s $(x)'");
  CHECK(shell_word("") == "''");
}

TEST_CASE("a line for a shell is made of words, or there is none") {
  CHECK(shell_line({"chown", "root:root", "/t/v;curl x|sh #"}) == "chown root:root '/t/v;curl x|sh #'");
  CHECK(shell_line({"rm", "a\nb"}).empty());
  CHECK(shell_line({"rm", "\x1b[2J"}).empty());
}
