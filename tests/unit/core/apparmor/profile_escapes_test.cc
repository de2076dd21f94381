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

TEST_CASE("a number takes the digits of its base, as many as a byte has") {
  const auto value = [](std::string_view text) {
    const auto byte = aug::escaped_byte(text);
    return byte ? int{byte->value} * 10 + static_cast<int>(byte->length) : -1;
  };
  CHECK(value("7") == 71);
  CHECK(value("377") == 2553);
  CHECK(value("400") == 322);
  CHECK(value("0017") == 13);
  CHECK(value("8") == -1);
  CHECK(value("d255") == 2554);
  CHECK(value("d1234") == 1234);
  CHECK(value("d0019") == 14);
  CHECK(value("xaf") == 1753);
  CHECK(value("xAF") == 1753);
  CHECK(value("xFfa") == 2553);
  CHECK(value("xg") == -1);
  CHECK(value("xG") == -1);
  CHECK(value("x:") == -1);
  CHECK(value("x") == -1);
  CHECK(value("da") == -1);
  CHECK(value("") == -1);
}
