#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

// Files of others let an administrator add to their profiles, in what they "include if exists" of the folder local.
// There we keep a block of rules between two marker lines, before whatever else the file has.

namespace aug {

inline constexpr std::string_view local_folder = "/etc/apparmor.d/local/";

/// Rules that are added to a profile of somebody else.
struct LocalBlock {
  std::string path;     ///< "/etc/apparmor.d/local/bwrap-userns-restrict"
  std::string rules;    ///< whole lines
  bool is_new = false;  ///< there was no such file before

  friend bool operator==(const LocalBlock&, const LocalBlock&) = default;
};

/// The rules in the block of a local file's text; nullopt where it has none.
std::optional<std::string> rules_in_block(std::string_view text);

/// The text with a block of these rules, in place of the one that it has; without one, if there are none. All else is
/// left as it is, byte for byte. Nullopt where the block has a beginning and no end.
std::optional<std::string> with_block(std::string_view text, std::string_view rules);

/// The text of a profile file with what it includes of the folder local put in the place of the line that includes it:
/// by path, the texts of these. Nullopt where one of them is not included exactly once, in a line of its own.
std::optional<std::string> with_local_texts(std::string_view profile, const std::map<std::string, std::string>& texts);

}  // namespace aug
