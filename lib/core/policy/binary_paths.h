#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/policy/mistakes.h"
#include "core/policy/policy.h"
#include "core/policy/repeats.h"
#include "core/policy/yaml_document.h"

namespace aug {

/// Reads `path` of an entry: one path, or a list of them. With `glob`, they are patterns. `repeats` sees them all.
std::vector<BinaryPath> read_binary_paths(const YamlValue& value, bool glob, Repeats& repeats, Mistakes& mistakes);

/// Reads `helpers` of an entry: paths, and patterns, see is_helper_pattern().
std::vector<std::string> read_helpers(const YamlValue& value, Mistakes& mistakes);

/// Whether `text` has one of the characters that make it a pattern rather than a path.
bool has_wildcard(std::string_view text);

}  // namespace aug
