#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/apparmor/profile_scan.h"
#include "core/text/diagnosis.h"
#include "system/root.h"

namespace aug {

/// A file of /etc/apparmor.d, or of a folder below it. It is loaded at boot, unless it is disabled.
struct ScannedFile {
  std::string path;
  bool is_ours = false;          ///< by its name and its first line
  bool is_disabled = false;      ///< there is a file of its name in the folder disable
  bool forces_complain = false;  ///< there is one in the folder force-complain, so that nothing in it is enforced
  std::vector<ScannedProfile> profiles;
};

struct ScannedFiles {
  std::vector<ScannedFile> files;  ///< by path
  Diagnoses diagnoses;             ///< what could not be read of them; places are paths within the root
};

inline constexpr const char* profile_folder = "/etc/apparmor.d";

/// All profile files of the root, without those that apparmor_parser ignores. A file that cannot be read is there
/// without profiles, and in the diagnoses. Throws Failure(failed) when the folder itself cannot be read.
ScannedFiles read_profile_files(const Root& root, const std::string& folder = profile_folder);

/// Adds files in folders below, which no boot loads by itself, but the services of others, as ADSys does: of each, the
/// profiles of these names that no file has so far, but for those that are switched off, and all of the files `paths`.
/// What cannot be read is in the diagnoses.
void add_files_below(ScannedFiles& scanned, const Root& root, std::set<std::string> names,
                     const std::vector<std::string>& paths = {});

/// Whether rules about user namespaces hold in a profile that names no abi: whether the features that parser.conf pins
/// know them. Without a pin they do not hold: apparmor_parser(8), --policy-features.
bool default_abi_has_userns(const Root& root);

}  // namespace aug
