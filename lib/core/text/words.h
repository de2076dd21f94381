#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace aug {

/// A word, and the value that it stands for.
template <typename Value>
struct Word {
  std::string_view word;
  Value value;
};

/// The word for a value; "" where none of `words` stands for it.
template <typename Value, std::size_t size>
constexpr std::string_view word_for(const std::array<Word<Value>, size>& words, Value value) {
  for (const Word<Value>& each : words) {
    if (each.value == value) return each.word;
  }
  return "";
}

/// The value that a word stands for.
template <typename Value, std::size_t size>
constexpr std::optional<Value> value_of(const std::array<Word<Value>, size>& words, std::string_view word) {
  for (const Word<Value>& each : words) {
    if (each.word == word) return each.value;
  }
  return std::nullopt;
}

}  // namespace aug
