#include "core/doctor/checked_binary.h"

#include <algorithm>

#include "core/apparmor/label.h"
#include "core/apparmor/told_attachment.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {

bool Rival::grants() const {
  const OtherProfile other{*profile, file->path, file->forces_complain};
  return grants_userns(other) && !complains(other);
}

std::string Rival::place() const {
  return aug::format("'{}' ({}:{})", profile->name, profile->file, profile->line);
}

RemedyCommand Rival::load_command() const {
  return {"apparmor_parser", {"--replace", "--skip-read-cache", "--write-cache", file->path}};
}

Remedy Rival::switch_off_remedy() const {
  Remedy remedy{RemedyCommand{"apparmor_parser", {"--remove", file->path}}};
  append(remedy, disable_remedy(file->path));
  return remedy;
}

CheckedBinary::CheckedBinary(const DoctorFacts& all, const BinaryFacts& one) : facts(all), binary(one) {
  std::vector<ScannedProfile> enabled;
  for (const ProfileFileFacts& file : facts.profiles.files) {
    const BadFile* bad = bad_file(facts, file.path);  // what it has is not loaded
    for (const ScannedProfile& profile : file.profiles) {
      if (profile.is_child || !profile.space.empty() || profile.attachments.empty()) continue;
      const bool is_for_it = Attachment(profile.attachments).matches(binary.real_path);
      if (bad != nullptr) {
        if (is_for_it && !bad->culprit.empty()) broken.push_back({&file, &profile});
        continue;
      }
      if (!file.is_disabled) enabled.push_back(profile);
      if (is_for_it) rivals.push_back({&file, &profile});
    }
  }
  choice = winner_of(binary.real_path, candidates_among(enabled, facts.kernel.rules), &binary.attributes);
}

std::string CheckedBinary::profile() const {
  const Label label = label_from(binary.trial.label);
  return label.is_unconfined() ? "" : label.first();
}

TrialOutcome CheckedBinary::outcome() const {
  const auto known = [](bool works) { return works ? TrialOutcome::works : TrialOutcome::fails; };
  const ProgramTrial& trial = binary.trial;
  if (binary.is_setuid && profile().empty()) return TrialOutcome::works;
  if (trial.use) return judge(trial).outcome;
  if (facts.is_root && !trial.gap.empty()) return TrialOutcome::unknown;  // files do not tell what trying could not
  if (!trial.label.empty() && is_restricted(facts)) {
    if (profile().empty()) return TrialOutcome::fails;
    const Rival* by = rival(profile());
    if (by == nullptr || (by->grants() && !has_flag(*by->profile, "unconfined"))) return TrialOutcome::unknown;
    return known(by->grants());
  }
  if (choice.kind != AttachmentChoice::Kind::winner) return known(!is_restricted(facts));
  return known(rival(choice.profiles.front())->grants());
}

const Rival* CheckedBinary::rival(const std::string& name) const {
  const auto found = std::find_if(rivals.begin(), rivals.end(), [&](const Rival& each) {
    return each.profile->name == name && !each.file->is_disabled;
  });
  return found == rivals.end() ? nullptr : &*found;
}

bool CheckedBinary::was_exchanged() const {
  const std::string name = profile();
  if (binary.changeable.empty() || name.empty() || rival(name) != nullptr) return false;
  return !facts.kernel.loaded || !is_told_to_attach(*facts.kernel.loaded, name, binary.real_path);
}

RemedyLine CheckedBinary::remedy_by(const Grant& grant) const {
  if (!binary.never.empty()) return no_grant_note(grant.path, binary.never);
  return grant_remedy(with_free_names(facts, grant, profile()));
}

std::string CheckedBinary::what() const {
  return binary.started_by.empty() ? binary.path : aug::format("{}, which {} starts", binary.path, binary.started_by);
}

Check CheckedBinary::check(FindingId id, Check::Level level, const std::string& message, Remedy remedy) const {
  std::vector<std::string> seen;
  const ProgramTrial& trial = binary.trial;
  if (!trial.label.empty()) seen.push_back(aug::format("the kernel gives it the label '{}'", trial.label));
  if (!trial.gap.empty()) seen.push_back(trial.gap);
  if (trial.use) seen.push_back(describe(*trial.use));
  if (!trial.refusal().empty()) seen.push_back(trial.refusal());
  return {id, level, aug::format("{}: {}", what(), message), aug::format("{}", fmt::join(seen, "; ")),
          std::move(remedy)};
}

}  // namespace aug
