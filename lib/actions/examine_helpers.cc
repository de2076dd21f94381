#include "actions/examine_helpers.h"

#include <algorithm>

#include "core/apparmor/attachment.h"
#include "core/host/other_version.h"
#include "core/plan/extension.h"
#include "core/policy/helper_path.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"
#include "system/program_search.h"

namespace aug {
namespace {

class HelperExaminer {
 public:
  HelperExaminer(const Host& host, const ExaminedBinary& examined, const ProgramTrials& programs,
                 const HelperEvidence& evidence, Depth depth)
      : host_(host),
        binary_(examined.binary),
        examined_(examined),
        evidence_(evidence),
        depth_(depth),
        sandbox_(sandbox_of(host.root, examined.binary, programs)) {}

  ExaminedHelper examine(const PlannedHelper& helper) const {
    ExaminedHelper examined{helper, helper_profile_of(binary_)};
    attempt([&] { judge(examined); },
            [&](const Failure& failure) {
              examined.state = BinaryState::unproved;
              examined.detail = failure.what();
            });
    return examined;
  }

 private:
  void judge(ExaminedHelper& examined) const {
    const auto become = [&](BinaryState state, std::string detail) {
      examined.state = state;
      examined.detail = std::move(detail);
    };
    const PlannedHelper& helper = examined.helper;
    if (!is_served()) return become(examined_.state, aug::format("as {}, in whose sandbox it is", binary_.path));
    if (!helper.in_profile) return become(BinaryState::not_loaded, helper.detail);
    if (!evidence_.objections_gap.empty()) return become(BinaryState::unproved, evidence_.objections_gap);
    const auto objection = evidence_.objections.find({binary_.policy, binary_.path, helper.path});
    if (objection != evidence_.objections.end()) return become(BinaryState::drifted, objection->second);
    const std::vector<std::string> files = files_of(host_.root, helper);
    if (files.empty()) return judge_missing(examined);
    if (!host_.kernel) return become(BinaryState::staged, "");
    if (depth_ != Depth::prove) return;
    for (const std::string& file : files) {
      judge_trial(examined, file);
      if (examined.state != BinaryState::granted) return;
    }
  }

  void judge_trial(ExaminedHelper& examined, const std::string& file) const {
    using Outcome = HelperTrial::Outcome;
    const auto found = evidence_.trials.find({sandbox_, file});
    const HelperTrial trial =
        found == evidence_.trials.end() ? HelperTrial{Outcome::unknown, "it was not tried"} : found->second;
    switch (trial.outcome) {
      case Outcome::works:
        return;
      case Outcome::leaks:
        examined.state = BinaryState::broken;
        examined.detail = aug::format("a program that {} runs can use capabilities: {}", file, trial.why);
        return;
      case Outcome::fails:
        examined.state = BinaryState::broken;
        examined.detail = aug::format("{} is refused a namespace in a sandbox of {}: {}", file, sandbox_, trial.why);
        return;
      case Outcome::unknown:
        break;
    }
    examined.state = BinaryState::unproved;
    examined.detail = aug::format("whether {} can make a namespace in a sandbox is not known: {}", file, trial.why);
  }

  /// What is not there is as the policy has it only where it never was, and nothing is there in its place.
  void judge_missing(ExaminedHelper& examined) const {
    const PlannedHelper& helper = examined.helper;
    examined.moved_to = other_version_of(helper.path);
    const bool has_moved = !examined.moved_to.empty();
    examined.state = helper.was_there || has_moved ? BinaryState::drifted : BinaryState::missing;
    if (has_moved) {
      examined.detail = aug::format("it is not there, and {} is, which the policy does not name", examined.moved_to);
    } else {
      examined.detail = helper.was_there ? "it was there when the policy was applied, and is gone" : "no such program";
    }
  }

  bool is_served() const {
    return examined_.state == BinaryState::granted || examined_.state == BinaryState::granted_by_other ||
           examined_.state == BinaryState::staged;
  }

  /// The path of the newest one that no helper of the binary is; or "".
  std::string other_version_of(const std::string& path) const {
    std::vector<std::string> found;
    for (const std::string& pattern : patterns_of_other_versions(path)) {
      found = programs_matching(host_.root, pattern);
      std::erase_if(found, [&](const std::string& other) { return !is_other_version(path, other) || is_named(other); });
      if (!found.empty()) break;
    }
    return newest_of(found);
  }

  bool is_named(const std::string& path) const {
    return std::ranges::any_of(binary_.helpers, [&](const PlannedHelper& helper) {
      if (is_helper_pattern(helper.path)) return Attachment(helper.path).matches(path);
      return helper.path == path || helper.real_path == path;
    });
  }

  const Host& host_;
  const PlannedBinary& binary_;
  const ExaminedBinary& examined_;
  const HelperEvidence& evidence_;
  Depth depth_;
  std::string sandbox_;  ///< the bubblewrap in whose sandbox they were tried
};

}  // namespace

std::vector<ExaminedHelper> examine_helpers(const Host& host, const ExaminedBinary& examined,
                                            const ProgramTrials& programs, const HelperEvidence& evidence,
                                            Depth depth) {
  const HelperExaminer examiner(host, examined, programs, evidence, depth);
  std::vector<ExaminedHelper> helpers;
  for (const PlannedHelper& helper : examined.binary.helpers) helpers.push_back(examiner.examine(helper));
  return helpers;
}

}  // namespace aug
