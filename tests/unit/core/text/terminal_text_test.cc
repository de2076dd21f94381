#include "core/text/terminal_text.h"

#include <doctest/doctest.h>

#include <array>

#include "core/text/format.h"
#include "core/text/shell_word.h"

using namespace aug;

TEST_CASE("what a terminal acts on is spelled out, what it shows is not") {
  CHECK(harmless("a b\xc3\xa4") == "a b\xc3\xa4");
  CHECK(harmless("\x1b[2J\x7f\r\n\t") == "\\x1b[2J\\x7f\\x0d\\n\\t");
  CHECK(harmless("\xc2\x9b"
                 "2J") == "\\u{9b}2J");
  CHECK(harmless("\xe2\x80\xae") == "\\u{202e}");
  CHECK(harmless("\xff") == "\\xff");
}

TEST_CASE("what nobody sees is spelled out, and goes into no command") {
  for (const std::string_view unseen : {"\u00ad", "\u034f", "\u1160", "\u180e", "\u200b", "\u2064", "\u3164", "\uffa0",
                                        "\ufff9", "\U0001d173", "\U000e0100"}) {
    CHECK(harmless(unseen).starts_with("\\u{"));
    CHECK(shell_line({aug::format("/opt/tool{}", unseen)}).empty());
  }
  CHECK(harmless("\u26a0\ufe0f \u00e4") == "\u26a0\ufe0f \u00e4");
}

TEST_CASE("of lines, newlines and tabs stay, and the sequences that are ours") {
  static constexpr std::array<std::string_view, 2> ours = {"\x1b[32m", "\x1b[0m"};
  CHECK(harmless_lines("\x1b[32mok\x1b[0m\ta\n", ours) == "\x1b[32mok\x1b[0m\ta\n");
  CHECK(harmless_lines("\x1b[32mok\x1b[0m", {}) == "\\x1b[32mok\\x1b[0m");
  CHECK(harmless_lines("\x1b[2J\x1b[33m", ours) == "\\x1b[2J\\x1b[33m");
}

TEST_CASE("a quoted word is cut when it is very long") {
  CHECK(quoted("a'b") == "'a'b'");
  CHECK(quoted(std::string(200, 'x')) == "'" + std::string(120, 'x') + "...'");
}
