#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/plan/profile_text.h"

namespace aug {

/// What apparmor_parser(8) is given as one file: one profile, or several.
struct ParserSource {
  std::string text;
  std::vector<std::string> optional_classes;  ///< of each profile in it
};

/// Each profile as a source of its own.
std::vector<ParserSource> separate_sources(std::span<const RenderedProfile> profiles);

/// As few sources as can be: most of the parser's time goes to the abi and the tunables that each source begins with,
/// so profiles with the same ones, and nothing else before them, share them. What they compile to stays the same. A
/// mistake in one can spoil the others: then only separate sources tell whose it is.
std::vector<ParserSource> joined_sources(std::span<const RenderedProfile> profiles);

}  // namespace aug
