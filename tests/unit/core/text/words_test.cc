#include "core/text/words.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

enum class Color { red, green, blue };

constexpr auto words = std::to_array<Word<Color>>({{"red", Color::red}, {"green", Color::green}});

}  // namespace

TEST_CASE("a value has a word, and comes back from it") {
  CHECK(word_for(words, Color::green) == "green");
  CHECK(value_of(words, "green") == Color::green);
}

TEST_CASE("what is not among the words has none") {
  CHECK(word_for(words, Color::blue) == "");
  CHECK_FALSE(value_of(words, "blue"));
  CHECK_FALSE(value_of(words, ""));
}
