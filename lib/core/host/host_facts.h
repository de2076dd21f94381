#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/apparmor/attachment.h"
#include "core/apparmor/profile_scan.h"
#include "core/host/service_directives.h"
#include "core/host/sysctl_files.h"
#include "core/text/diagnosis.h"

namespace aug {

/// kernel.apparmor_restrict_unprivileged_userns, a sysctl of Ubuntu's kernels.
enum class Restriction {
  absent,  ///< the kernel does not have it: Debian's and upstream's
  off,
  on,
};

/// The facts about a path that a policy names.
struct PathFacts {
  bool exists = false;
  bool is_program = false;  ///< a regular file with an x bit
  std::string real_path;    ///< symlinks resolved, as far as the path exists
  /// For a pattern: the programs that match it now, but for those that others than root can change. What those are
  /// decides nothing: `writable` speaks of them.
  std::vector<std::string> matches;
  std::string writable = {};  ///< it, a link or a folder on the way, that others than root can change; "" for none
  /// A link of others leads to it, and they cannot change it: they chose whose it is.
  bool is_chosen_by_others = false;
  std::string twin =
      {};  ///< a known program, which runs any other or is bubblewrap, of which it is a link or a copy; or ""
  bool runs_arguments = false;  ///< a script that runs what its arguments say
};

/// A profile of somebody else that is loaded at boot.
struct OtherProfile {
  ScannedProfile profile;
  std::string path;             ///< the file in /etc/apparmor.d that brings it; its text may be in one that is included
  bool is_complaining = false;  ///< by a link in force-complain: it denies nothing
  bool default_abi_has_userns = false;  ///< for a profile that names no abi: apparmor_parser(8), policy-features
};

/// The facts about the host that planning needs; gathered before, so that deciding stays pure.
struct HostFacts {
  bool has_kernel = false;  ///< an AppArmor kernel to load into; false for an image tree
  Restriction restriction = Restriction::absent;
  std::map<std::string, PathFacts> paths;  ///< by the path or pattern of the policy
  std::set<std::string> foreign;           ///< the names of profiles in the kernel that are not ours
  std::vector<OtherProfile> others;
  Diagnoses unread;  ///< what could not be read of others' files, as warnings: what it claims is not known
  AttachmentRules rules;
  std::string parser_without_priority = {};    ///< the parser, where it knows no 'priority=' and that matters; or ""
  bool is_running = false;                     ///< kernel settings can be read and made; false for an image tree
  std::map<std::string, SysctlFacts> sysctls;  ///< of those that policies name, by name; files of ours left out
  bool has_systemd = false;                    ///< it runs the host
  /// Of services that policies name: the files that each manager of a user reads, in their order; ours left out.
  std::map<std::string, std::vector<std::vector<TextFile>>> user_units;
  /// The profile that a program gets now, asked where it may be one that no file brings.
  std::map<std::string, std::string> labels;
  /// Of each program, where profiles ask for some.
  std::map<std::string, FileAttributes> attributes;
  std::string tree = {};  ///< the folder of an image tree, for messages; "" on the host
};

}  // namespace aug
