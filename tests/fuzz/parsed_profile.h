#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/plan/profile_text.h"
#include "system/apparmor_parser.h"

namespace aug {

/// A pattern of paths in a profile, of its attachment or of a rule.
struct ParsedPattern {
  std::string pattern;      ///< as the parser took it from the text, then "   ->   " and its regular expression
  std::string tree;         ///< what that was understood as, with a backslash before characters that mean themselves
  std::string permissions;  ///< with the number of the profile that it leads to

  friend bool operator==(const ParsedPattern&, const ParsedPattern&) = default;
};

/// What the real parser makes of a profile.
struct ParsedProfile {
  std::vector<ParsedPattern> patterns;
  std::vector<std::string> rules;  ///< all others, as regular expressions with their permissions, sorted
  std::vector<std::string> parts;  ///< of the compiled form, but for automata: names, texts, flags; sorted
};

/// Throws Failure where compile() does.
ParsedProfile parsed(const ParserSetting& setting, const RenderedProfile& profile);

/// The text that a tree stands for, or "" when it stands for more than one.
std::string literal_in(std::string_view tree);

/// The parser that is named by AUG_PARSER, with the folder AUG_PARSER_BASE; else that of the host.
ParserSetting parser_to_ask();

}  // namespace aug
