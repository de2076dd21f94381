#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/policy/mistakes.h"
#include "core/policy/yaml_document.h"
#include "core/text/words.h"

namespace aug {

/// The keys of one map in a policy, each asked for by name. Mistakes are added as they are met.
class Fields {
 public:
  /// Adds the keys that are not `known`, and known keys without a value. `map` must outlive this.
  Fields(const YamlValue& map, std::span<const std::string_view> known, Mistakes& mistakes);

  bool has(std::string_view key) const;
  /// The value of `key`, or null when it is missing or empty.
  const YamlValue* find(std::string_view key) const;
  /// Where `key` is written, or the beginning of the map.
  std::size_t offset_of(std::string_view key) const;
  /// Adds `key` as missing, if it is, and not just misspelled.
  const YamlValue* require(std::string_view key, std::string hint);

  /// These read the value of `key`; nothing or `otherwise` when it is missing or wrong.
  std::optional<std::string> text(std::string_view key) const;
  bool boolean(std::string_view key, bool otherwise) const;

  template <typename Value, std::size_t size>
  Value choice(std::string_view key, const std::array<Word<Value>, size>& choices, Value otherwise) const {
    std::array<std::string_view, size> words;
    for (std::size_t at = 0; at < size; ++at) words[at] = choices[at].word;
    const std::optional<std::size_t> chosen = index_of(key, words);
    return chosen ? choices[*chosen].value : otherwise;
  }

 private:
  void add_unknown(const YamlKey& key, std::span<const std::string_view> known);
  std::optional<std::size_t> index_of(std::string_view key, std::span<const std::string_view> words) const;

  const YamlValue& map_;
  Mistakes& mistakes_;
  std::vector<std::string_view> misspelled_;  // known keys that an unknown one was probably meant to be
};

/// "'a', 'b' or 'c'".
std::string enumerated(std::span<const std::string_view> words, std::string_view last = "or");

/// "did you mean 'x'?" for the nearest of `candidates`, or "" when none is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace aug
