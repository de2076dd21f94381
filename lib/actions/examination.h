#pragma once

#include <map>
#include <string>
#include <vector>

#include "actions/depth.h"
#include "actions/examine_helpers.h"
#include "actions/served_programs.h"
#include "actions/try_programs.h"
#include "core/change/host_state.h"
#include "core/plan/binary_state.h"

namespace aug {

/// How something stands; with a reason where that is not as it should be.
struct Verdict {
  BinaryState state = BinaryState::granted;
  std::string detail = {};

  bool is_granted() const { return state == BinaryState::granted; }
};

/// What was read and tried of all binaries of a generation at once, and what it says about one of them.
class Examination {
 public:
  Examination(const Host& host, const Generation& generation, Depth depth, Lints lints, const Chosen& is_chosen);

  const Host& host;
  const Generation& generation;

  /// The programs that the binary stands for, as they were when all were looked at. Throws Failure(failed).
  ServedPrograms served_by(const PlannedBinary& binary) const;

  /// How deep that binary was looked at.
  Depth depth_of(const PlannedBinary& binary) const;

  /// What has come to speak against it since it was applied.
  Verdict verdict_on_lints(const PlannedBinary& binary) const;

  /// Why the file of the profile is no more as we placed it; or "".
  std::string flaw_in_file(const std::string& profile) const;
  /// What is no more as it was added to a profile of somebody else; or "".
  std::string flaw_in_extension() const;

  /// On the profile and its relatives in the kernel: by name, and by content where the same parser would compile the
  /// same bytes again.
  Verdict verdict_on_profile(const std::string& profile) const;
  /// What the kernel itself says of an enforced profile. The profiles of others, too.
  Verdict verdict_on_label(const std::string& profile) const;

  /// The label that the kernel gives to an exec of the program. Throws Failure(failed) where that is not known.
  const std::string& label_of(const std::string& program) const;
  /// What came of trying the program, with Depth::prove.
  const ProgramTrial& trial_of(const std::string& program) const { return trials_.at(program); }
  bool is_enforced(const std::string& profile) const;

  std::vector<ExaminedHelper> helpers_of(const ExaminedBinary& examined) const;

 private:
  ProgramsToTry programs_to_try() const;

  Depth depth_;
  Chosen is_chosen_;
  std::map<const PlannedBinary*, ServedPrograms> served_;
  HostState state_;
  ProgramTrials trials_;
  HelperEvidence helpers_;
  LoadedProfiles loaded_;
  bool same_build_ = false;
  std::map<std::string, const ProfileFile*> files_;         ///< of the generation, by profile
  std::map<std::string, const CompiledProfile*> compiled_;  ///< of ours and of those we extended, by name
};

}  // namespace aug
