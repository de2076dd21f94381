#include "core/text/wrapped.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("a row that fits stays as it is, and so does any where there is no width") {
  CHECK(wrapped("granted  /usr/bin/bwrap", 9, 23) == "granted  /usr/bin/bwrap");
  CHECK(wrapped("granted  /usr/bin/bwrap  profile bwrap", 9, 0) == "granted  /usr/bin/bwrap  profile bwrap");
  CHECK(wrapped("", 2, 10).empty());
}

TEST_CASE("what goes on stands below a column of the first line") {
  CHECK(wrapped("ok    one two three four five six seven", 6, 32) == "ok    one two three four five\n      six seven");
  CHECK(wrapped("    one two three four five six seven", 6, 32) == "    one two three four five six\n      seven");
}

TEST_CASE("where that leaves no room, it is indented less") {
  CHECK(wrapped("a-long-first-column  one two three", 21, 24) == "a-long-first-column  one\n      two three");
}

TEST_CASE("a word that is too long is never cut") {
  CHECK(wrapped("ok    one /a/path/that/is/longer/than/the/width/of/it three", 6, 32) ==
        "ok    one\n      /a/path/that/is/longer/than/the/width/of/it\n      three");
}

TEST_CASE("what paints takes no room, and a character of several bytes one column") {
  CHECK(wrapped("\x1b[32mok  \x1b[0m  one two three four five six", 6, 30) ==
        "\x1b[32mok  \x1b[0m  one two three four five\n      six");
  CHECK(wrapped("ok    \xC3\xA4\xC3\xA4\xC3\xA4 two three four five six", 6, 33) ==
        "ok    \xC3\xA4\xC3\xA4\xC3\xA4 two three four five six");
}
