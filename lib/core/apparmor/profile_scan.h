#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/apparmor/file_attributes.h"
#include "core/apparmor/profile_source.h"
#include "core/apparmor/tunables.h"
#include "core/text/diagnosis.h"

// What others' profiles are called, what they attach to, and whether they grant user namespaces: a reader of the
// headers of profiles, held against `apparmor_parser --names` on all that Debian ships (tests/kernel/profile_names.sh).

namespace aug {

struct ScannedProfile {
  std::string name;   ///< as the kernel has it: "a", or "a//b" for the profile or hat b within a
  std::string space;  ///< the policy namespace, or "" for that of the reader
  /// The patterns that it attaches to, with variables expanded to alternatives; none when it attaches to nothing. The
  /// second and further ones come from `alias` rules.
  std::vector<std::string> attachments;
  bool is_child = false;       ///< within another profile: it never attaches to what an unconfined process runs
  bool named_by_path = false;  ///< the name is the attachment, as in "/usr/bin/man {"
  std::vector<AttributeCondition> conditions;  ///< xattrs=(...): it attaches only to files with these attributes
  std::vector<std::string> flags;
  bool grants_userns = false;               ///< by a rule of its own; with the flag complain it need not
  std::vector<std::string> local_includes;  ///< the paths of the folder local in "include if exists" of its body
  std::string abi;                          ///< "abi/4.0" of "abi <abi/4.0>,"; "" without such a line
  std::string file;                         ///< where its header is
  int line = 0;

  friend bool operator==(const ScannedProfile&, const ScannedProfile&) = default;
};

struct ProfileScan {
  std::vector<ScannedProfile> profiles;
  /// The parts that could not be read. The parser may refuse the whole file for it; what else was seen is in
  /// `profiles`.
  Diagnoses diagnoses;
};

/// All profiles in a file and in what it includes. Reads whatever it is given to the end.
ProfileScan scan_profiles(const IncludedFile& file, const FindIncluded& find_included, Tunables tunables = {});

/// As `apparmor_parser --names` prints it: "a//b", ":ns://a//b".
std::string full_name(const ScannedProfile& profile);

bool has_flag(const ScannedProfile& profile, std::string_view flag);

}  // namespace aug
