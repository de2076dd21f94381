#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/apparmor/file_attributes.h"
#include "core/apparmor/profile_lexer.h"

namespace aug {

/// The header of a profile, all that stands before its body. Variables are as written, escapes are resolved.
struct ProfileHeader {
  std::string name;
  std::string attachment;  ///< "" when the header has none
  std::vector<std::string> flags;
  std::vector<AttributeCondition> conditions;  ///< xattrs=(...): it attaches only to files with these attributes
  std::string file;
  int line = 0;
};

/// Reads on after "profile", "hat" or "^", or where a profile without such a word begins, past the opening brace.
/// Nullopt, with a diagnosis, when there is no header.
std::optional<ProfileHeader> read_profile_header(ProfileLexer& lexer);

}  // namespace aug
