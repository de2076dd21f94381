#pragma once

#include <string>
#include <vector>

#include "core/plan/binary_state.h"
#include "core/policy/policy.h"
#include "core/text/diagnosis.h"

namespace aug {

/// A profile that shall be there, free of its text.
struct ProfilePlan {
  std::string name;
  std::string template_name;
  std::vector<std::string> attachments;  ///< patterns, sorted; none for the child of another profile
  std::string child;                     ///< the profile of what it runs, or ""
  bool complain = false;
  Location because;                       ///< the policy entry that asked for it
  std::vector<std::string> helpers = {};  ///< patterns of what runs under the profile `helper`, not under `child`
  std::string helper = {};
};

/// The decision on one helper of a binary.
struct PlannedHelper {
  std::string path;          ///< as the policy has it; may be a pattern, see is_helper_pattern()
  std::string real_path;     ///< where that leads to; the profile knows both
  bool was_there = false;    ///< when this was planned
  bool in_profile = true;    ///< false: left out
  std::string detail = {};   ///< then: why
  std::string allowed = {};  ///< as of a binary

  friend bool operator==(const PlannedHelper&, const PlannedHelper&) = default;
};

/// The decision on one path of one policy.
struct PlannedBinary {
  std::string policy;
  std::string path;       ///< as the policy has it
  std::string real_path;  ///< what the profile attaches to
  std::string template_name;
  std::string profile;
  bool glob = false;
  BinaryState state = BinaryState::granted;  ///< what applying makes of it, if the host stays as it is
  std::string by = {};                       ///< the profile that grants or claims it, where that is not ours
  std::string detail = {};                   ///< then: its name and where it is
  bool in_profile = true;                    ///< false: it was missing when this was planned, and left out
  std::string allowed = {};                  ///< the lints that the policy overrules here, and its reason; "" for none
  std::vector<PlannedHelper> helpers = {};

  friend bool operator==(const PlannedBinary&, const PlannedBinary&) = default;
};

/// Helpers of policies that are added to a profile of somebody else, which serves bubblewrap.
struct Extension {
  std::string file;                       ///< that brings the profile
  std::string profile;                    ///< "bwrap"
  std::string child;                      ///< the profile of what a sandbox of it runs, "unpriv_bwrap"
  std::string profile_local;              ///< the file of the folder local that the one includes
  std::string child_local;                ///< that which the other includes
  std::string helper;                     ///< our profile for the helpers, "helper_bwrap"
  std::vector<std::string> helpers = {};  ///< patterns, sorted
  Location because = {};                  ///< the policy entry that asked for it
};

struct Plan {
  std::vector<PlannedBinary> binaries;  ///< in the order of the policies
  std::vector<ProfilePlan> profiles;    ///< sorted by name
  std::vector<std::string> taken_over;  ///< files of others to switch off, sorted
  std::vector<Extension> extensions;    ///< of files of others, sorted by these
  Diagnoses warnings;                   ///< on what is left out of policies that are applied already
};

/// A policy and whether it is wanted on kernels without the restriction too, whatever itself says of that.
struct PlannedPolicy {
  const Policy& policy;
  bool always;
  /// It is applied as it stands. Then a program of it that is not what it was, by whosever doing, is left out, and
  /// said, but stops no change of the host.
  bool is_applied = false;
};

}  // namespace aug
