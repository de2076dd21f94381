#include "core/text/spelling.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace {

constexpr std::array<std::string_view, 6> keys = {"path", "template", "profile", "if_missing", "mode", "glob"};

std::string meant(std::string_view word) {
  return std::string(aug::nearest(word, keys).value_or("nothing"));
}

}  // namespace

TEST_CASE("a missing, additional, wrong or swapped letter is a slip") {
  CHECK(meant("pth") == "path");
  CHECK(meant("patth") == "path");
  CHECK(meant("pash") == "path");
  CHECK(meant("apth") == "path");
  CHECK(meant("tmplaet") == "template");
  CHECK(meant("if-missing") == "if_missing");
}

TEST_CASE("case does not count") {
  CHECK(meant("PROFILE") == "profile");
  CHECK(meant("Mode") == "mode");
}

TEST_CASE("what is too far away is no slip") {
  CHECK(meant("executable") == "nothing");
  CHECK(meant("x") == "nothing");
  CHECK(meant("") == "nothing");
  CHECK(meant("moat") == "nothing");
  CHECK(meant(std::string(100000, 'a')) == "nothing");
}

TEST_CASE("of several near words the nearest is meant, and of equals the first") {
  constexpr std::array<std::string_view, 3> words = {"abcdef", "abcdxx", "abcdxy"};
  CHECK(aug::nearest("abcdyy", words) == "abcdxy");
  CHECK(aug::nearest("abcdxz", words) == "abcdxx");
  CHECK(aug::nearest("abcdef", {}) == std::nullopt);
}
