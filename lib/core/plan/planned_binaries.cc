#include "core/plan/planned_binaries.h"

#include "core/plan/claims.h"
#include "core/text/format.h"

namespace aug {

bool PlannedBinaries::place(const Wish& wish, const BinaryPath& path) {
  const PathFacts& facts = facts_.paths.at(path.text);
  const LintVerdict verdict = judge(lints_of(wish.entry, path, facts), wish.entry, path.location, path.text);
  if (Diagnoses mistakes = mistakes_in(path, verdict); !mistakes.empty()) {
    leave_out(wish, path, std::move(mistakes));
    return false;
  }
  if (!settle_claims(wish, path) || !is_first_owner(wish, path)) return false;

  const BinaryState state = !facts.exists       ? BinaryState::missing
                            : facts_.has_kernel ? BinaryState::granted
                                                : BinaryState::staged;
  PlannedBinary& binary = record(wish, path, state);
  binary.allowed = verdict.allowed;
  binary.in_profile = facts.exists || wish.entry.if_missing == IfMissing::install;
  if (!facts.exists && wish.entry.if_missing == IfMissing::fail) {
    findings_.missing.push_back(
        finding(path.location, aug::format("cannot find '{}'", path.text), "install the program first"));
  }
  return binary.in_profile;
}

Diagnoses PlannedBinaries::mistakes_in(const BinaryPath& path, const LintVerdict& verdict) const {
  const PathFacts& facts = facts_.paths.at(path.text);
  if (!facts.exists || facts.is_program) return verdict.mistakes;
  return {finding(path.location, aug::format("cannot grant namespaces to '{}': it is not a program", path.text),
                  "name an executable file")};
}

void PlannedBinaries::leave_out(const Wish& wish, const BinaryPath& path, Diagnoses mistakes) {
  if (wish.is_applied) {
    PlannedBinary& binary = record(wish, path, BinaryState::missing);
    binary.in_profile = false;
    binary.detail = "left out: " + mistakes.front().message;
  }
  findings_.add_mistakes(std::move(mistakes), wish.is_applied);
}

/// Whether the path is ours to serve: nobody else claims it, or who does is taken over.
bool PlannedBinaries::settle_claims(const Wish& wish, const BinaryPath& path) {
  const PathFacts& facts = facts_.paths.at(path.text);
  const std::vector<std::string> programs = wish.entry.glob ? facts.matches : std::vector{facts.real_path};
  bool is_ours = true;
  for (const std::string& program : programs) {
    const Claim claim = claim_on(program, wish.entry.profile, facts_);
    const Settlement settlement = settle(claim, wish.entry, path.text, program);
    if (settlement == Settlement::ours) continue;
    if (settlement == Settlement::theirs) {
      PlannedBinary& binary = record(wish, path, BinaryState::granted_by_other);
      binary.by = claim.profile;
      binary.detail = described(claim);
      is_ours = false;
    } else if (wish.entry.on_conflict == OnConflict::take_over && !claim.by.empty()) {
      for (const OtherProfile* other : claim.by) taken_over.insert(other->path);
    } else {
      findings_.conflicts.push_back(conflict_with(claim, wish.entry, path.location, program));
      is_ours = false;
    }
  }
  return is_ours;
}

/// Whether no other policy gives the file another profile.
bool PlannedBinaries::is_first_owner(const Wish& wish, const BinaryPath& path) {
  const std::string& file = served_file(wish, path);
  const auto [taken, is_new] = owners_.try_emplace(file, &wish.entry, wish.policy);
  const auto& [owner, policy] = taken->second;
  if (is_new || owner->profile == wish.entry.profile) return true;
  findings_.conflicts.push_back(finding(path.location,
                                        aug::format("cannot give '{}' the profile '{}': policy '{}' gives it '{}'",
                                                    file, wish.entry.profile, policy, owner->profile),
                                        "let both policies name the same profile"));
  return false;
}

const std::string& PlannedBinaries::served_file(const Wish& wish, const BinaryPath& path) const {
  return wish.entry.glob ? path.text : facts_.paths.at(path.text).real_path;
}

PlannedBinary& PlannedBinaries::record(const Wish& wish, const BinaryPath& path, BinaryState state) {
  const BinaryEntry& entry = wish.entry;
  return binaries.emplace_back(PlannedBinary{.policy = wish.policy,
                                             .path = path.text,
                                             .real_path = served_file(wish, path),
                                             .template_name = entry.template_name,
                                             .profile = entry.profile,
                                             .glob = entry.glob,
                                             .state = state});
}

}  // namespace aug
