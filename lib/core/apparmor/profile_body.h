#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/apparmor/profile_header.h"
#include "core/apparmor/profile_lexer.h"
#include "core/apparmor/tunables.h"

namespace aug {

/// A profile as it was read, with variables as written.
struct ReadProfile {
  ProfileHeader header;
  std::string parent;  ///< the full name of the profile that it is within, or ""
  bool grants_userns = false;
  std::vector<std::string> local_includes = {};  ///< paths of the folder local in "include if exists" of its body
};

/// Reads the bodies of profiles: the profiles within them, and whether their rules grant user namespaces.
class ProfileBodies {
 public:
  /// Adds the profiles to `found`. All must outlive it.
  ProfileBodies(ProfileLexer& lexer, Tunables& tunables, std::vector<ReadProfile>& found)
      : lexer_(lexer), tunables_(tunables), found_(found) {}

  /// Reads a profile from after "profile", "hat" or "^" to the end of its body.
  void read_profile(const std::string& parent);

 private:
  /// The strongest rules of either kind; a deny wins over an allow of the same priority.
  struct Rules {
    std::optional<int> allow;
    std::optional<int> deny;
  };
  /// The surroundings of a rule.
  struct Context {
    std::string profile;
    Rules* rules;        ///< null where the rules do not count
    bool exists = true;  ///< false in the branch of an `if` that is not taken
  };
  struct Prefix {
    bool deny = false;
    bool prompt = false;
    int priority = 0;
  };

  void read_body(const Context& context, const Prefix& outer);
  void read_statement(const Context& context, const Prefix& outer);
  void read_condition(Context context, const Prefix& outer);
  void read_branch(const Context& context, const Prefix& outer, std::optional<bool> taken);
  void read_rule(ProfileToken first, const Context& context, Prefix prefix);
  bool add_prefix(Prefix& prefix, const ProfileToken& token);

  ProfileLexer& lexer_;
  Tunables& tunables_;
  std::vector<ReadProfile>& found_;
  int depth_ = 0;
};

}  // namespace aug
