#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/policy/mistakes.h"
#include "core/policy/yaml_document.h"

// Single values of a policy. Each function returns nothing after it has added what is wrong with the value; `what` is
// the value's name in that message, such as "'path'".

namespace aug {

/// Text on one line. What YAML may read as a number or boolean needs quotes, since other programs would differ.
std::optional<std::string> read_text(const YamlValue& value, std::string_view what, Mistakes& mistakes);

/// Text as it stands, even if it looks like a number or boolean: for words that are checked against a list.
std::optional<std::string> read_word(const YamlValue& value, std::string_view what, Mistakes& mistakes);

/// Beyond its range, the nearest number of that type.
std::optional<std::int64_t> read_whole_number(const YamlValue& value, std::string_view what, Mistakes& mistakes);

std::optional<bool> read_boolean(const YamlValue& value, std::string_view what, Mistakes& mistakes);

/// Whether `value` is a list with at least one item.
bool is_list(const YamlValue& value, std::string_view what, Mistakes& mistakes);

bool is_map(const YamlValue& value, std::string_view what, Mistakes& mistakes);

/// The boolean that YAML 1.1 or 1.2 takes it for, except for y and n; nullopt for none.
std::optional<bool> meant_boolean(const YamlValue& value);

/// The kind of a value in words, for "..., not a list".
std::string kind_of(const YamlValue& value);

}  // namespace aug
