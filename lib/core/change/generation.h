#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/apparmor/compiled_policy.h"
#include "core/apparmor/local_block.h"
#include "core/plan/plan.h"
#include "core/plan/planned_settings.h"
#include "core/plan/profile_text.h"

namespace aug {

/// A policy as it was applied.
struct AppliedPolicy {
  std::string name;
  PolicyText source;
  bool always = false;  ///< applied to kernels without the restriction too

  /// The same policy from another file is no change.
  friend bool operator==(const AppliedPolicy& a, const AppliedPolicy& b) {
    return a.name == b.name && a.always == b.always && a.source.text == b.source.text;
  }
};

/// A file of ours in /etc/apparmor.d.
struct ProfileFile {
  std::string name;  ///< the profile's
  std::string text;

  friend bool operator==(const ProfileFile&, const ProfileFile&) = default;
};

/// A profile file of somebody else, as it reads with our blocks in what it includes.
struct ExtendedFile {
  std::string path;
  std::string text;

  friend bool operator==(const ExtendedFile&, const ExtendedFile&) = default;
};

/// The full state that this program wants: every applied policy and what came of it. A value: switching from one to
/// another is all that ever happens to a host.
struct Generation {
  std::vector<AppliedPolicy> policies;  ///< sorted by name
  std::vector<PlannedBinary> binaries;
  std::vector<ProfileFile> files;            ///< sorted by name
  std::vector<CompiledProfile> compiled;     ///< of all files
  std::string build;                         ///< which parser and features compiled them, see build_identity
  std::vector<std::string> taken_over = {};  ///< files of others in /etc/apparmor.d that are switched off, sorted
  std::vector<LocalBlock> blocks = {};       ///< of rules for profiles of others, sorted by path
  std::vector<ExtendedFile> extended = {};   ///< whose they are, sorted by path
  std::vector<CompiledProfile> extended_compiled = {};
  std::vector<PlannedSysctl> sysctls = {};  ///< one for each policy that makes the setting
  std::vector<PlannedUnit> units = {};      ///< one for each policy and unit
  std::vector<TextFile> drop_ins = {};      ///< what these come to as files, sorted by path

  friend bool operator==(const Generation&, const Generation&) = default;
};

/// A generation and its number; number 0 is the empty one that every host begins with.
struct NumberedGeneration {
  int number = 0;
  Generation generation;
};

/// A generation as a folder: relative file name to content.
using Folder = std::map<std::string, std::string>;

Folder folder_of(const Generation& generation);

/// The inverse of folder_of. Throws Failure(failed) for a folder that folder_of did not make.
Generation generation_from(const Folder& folder);

}  // namespace aug
