#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/policy/mistakes.h"

namespace aug {

/// A key of a map in a YAML document.
struct YamlKey {
  std::string text;
  std::size_t offset = 0;
};

/// A value of a YAML document, free of the parser. Aliases have been replaced by what they stand for.
struct YamlValue {
  enum class Kind { nothing, text, list, map };

  Kind kind = Kind::nothing;
  std::string text;
  bool plain = false;            ///< a text without quotes, which may mean a number or a boolean
  std::vector<YamlKey> keys;     ///< of a map: one for each item, none twice
  std::vector<YamlValue> items;  ///< of a list or map
  std::size_t offset = 0;        ///< where it begins
};

/// The one document of a text: no tags, no repeated keys, no values beyond count and depth. What is wrong is added to
/// `mistakes`; nothing is returned when the rest cannot be understood.
std::optional<YamlValue> read_yaml(Mistakes& mistakes);

}  // namespace aug
