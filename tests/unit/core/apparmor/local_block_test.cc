#include "core/apparmor/local_block.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

constexpr const char* rules = "  /opt/agent/helper px -> bwrap//&helper_bwrap,\n";
constexpr const char* other_rules = "  /opt/other px -> bwrap//&helper_bwrap,\n";

}  // namespace

TEST_CASE("a block is added and taken out, and all else stays byte for byte") {
  for (const std::string text : {"", "\n", "  /etc/motd r,\n", "no end of line", "\r\n#x\n\n"}) {
    const auto with = with_block(text, rules);
    REQUIRE(with);
    CHECK(rules_in_block(*with) == rules);
    CHECK(with->ends_with(text));
    CHECK(with_block(*with, "") == text);
    CHECK(with_block(text, "") == text);
  }
}

TEST_CASE("an administrator's lines before and after a block stay") {
  const std::string block = *with_block("", rules);
  const auto changed = with_block("before\n" + block + "after", other_rules);
  REQUIRE(changed);
  CHECK(rules_in_block(*changed) == other_rules);
  CHECK(with_block(*changed, "") == "before\nafter");
}

TEST_CASE("a block that has no end is not guessed") {
  std::string text = *with_block("", rules);
  text.resize(text.size() - 5);
  CHECK(with_block(text, "") == std::nullopt);
  CHECK(with_block(text, rules) == std::nullopt);
  CHECK(rules_in_block(text) == std::nullopt);
}

TEST_CASE("a marker counts at the beginning of a line only") {
  const std::string text = "x " + *with_block("", rules);
  CHECK(rules_in_block(text) == std::nullopt);
}

TEST_CASE("what a profile includes of the folder local is put in its place") {
  const std::string profile =
      "profile a {\n  include if exists <local/a>\n}\nprofile b {\n#include if exists <local/b> # x\n}";
  CHECK(with_local_texts(profile, {{"/etc/apparmor.d/local/a", "one,"}, {"/etc/apparmor.d/local/b", ""}}) ==
        "profile a {\none,\n}\nprofile b {\n\n}");
  CHECK(with_local_texts(profile, {}) == profile);
  CHECK(with_local_texts("", {}) == "");
}

TEST_CASE("what is included never, twice, or not in a line of its own cannot be put in its place") {
  const std::map<std::string, std::string> texts = {{"/etc/apparmor.d/local/a", "one,\n"}};
  CHECK(with_local_texts("profile a {\n}\n", texts) == std::nullopt);
  CHECK(with_local_texts("include if exists <local/a>\ninclude if exists <local/a>\n", texts) == std::nullopt);
  CHECK(with_local_texts("profile a { include if exists <local/a> }\n", texts) == std::nullopt);
  CHECK(with_local_texts("include <local/a>\n", texts) == std::nullopt);
}
