#include "core/text/shell_word.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("words for a shell stay one word") {
  CHECK(shell_word("/usr/bin/x") == "/usr/bin/x");
  CHECK(shell_word("a b") == "'a b'");
  CHECK(shell_word("it's $(x)") == "'it'\\''s $(x)'");
  CHECK(shell_word("") == "''");
}
