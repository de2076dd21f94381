#include "core/apparmor/profile_escapes.h"

#include <doctest/doctest.h>

using aug::unescaped;

TEST_CASE("numbers and letters behind a backslash are bytes") {
  CHECK(unescaped("\\101\\x42\\d67") == "ABC");
  CHECK(unescaped("\\5078") == "(78");  // 507 is no byte, 50 is
  CHECK(unescaped("\\xZ\\d") == "\\xZ\\d");
  CHECK(unescaped("\\d256") ==
        "\x19"
        "6");
  CHECK(unescaped("a\\tb\\\"c") == "a\tb\"c");
}

TEST_CASE("what has a meaning in patterns keeps a backslash") {
  CHECK(unescaped("\\052\\x7b\\\\") == "\\*\\{\\\\");
  CHECK(unescaped("\\*\\{\\,\\ ") == "\\*\\{\\,\\ ");
  CHECK(unescaped("\\0a") == "\\0a");
  CHECK(unescaped("\\") == "\\");
}
