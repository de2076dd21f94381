#include "core/plan/planned_binaries.h"

#include "core/plan/claims.h"
#include "core/plan/extension.h"
#include "core/plan/mistakes_in_entry.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {

namespace {

// How weak the claim of a path on its file is, see PlannedBinaries::weakness_of.
constexpr int firm = 0;
constexpr int by_a_link = 1;
constexpr int by_a_link_of_others = 2;

}  // namespace

void PlannedBinaries::claim(const Wish& wish, const BinaryPath& path) {
  if (!mistakes_in(wish, path, verdict_on(wish, path)).empty()) return;
  const Owner owner{&wish.entry, wish.policy, wish.is_applied, weakness_of(wish, path)};
  const auto [there, is_new] = owners_.try_emplace(served_file(wish, path), owner);
  if (!is_new && owner.weakness < there->second.weakness) there->second = owner;
  if (!wish.entry.glob) return;
  for (const std::string& match : facts_.paths.at(path.text).matches) pattern_owners_.try_emplace(match, owner);
}

bool PlannedBinaries::place(const Wish& wish, const BinaryPath& path) {
  const PathFacts& facts = facts_.paths.at(path.text);
  const LintVerdict verdict = verdict_on(wish, path);
  if (Diagnoses mistakes = mistakes_in(wish, path, verdict); !mistakes.empty()) {
    leave_out(wish, path, std::move(mistakes));
    return false;
  }
  if (!settle_claims(wish, path, verdict) || !is_owner(wish, path)) return false;

  const bool is_missed = !facts.exists && wish.entry.if_missing == IfMissing::fail;
  Diagnosis missing = finding("program-missing"_id, path.location, aug::format("cannot find '{}'", path.text),
                              "install the program first");
  if (is_missed && wish.is_applied && allows_changes_by_others(verdict.allowed)) {
    leave_out(wish, path, {std::move(missing)});
    return false;
  }
  if (is_missed) findings_.missing.push_back(std::move(missing));
  const BinaryState state = !facts.exists       ? BinaryState::missing
                            : facts_.has_kernel ? BinaryState::granted
                                                : BinaryState::staged;
  PlannedBinary& binary = record(wish, path, state);
  binary.allowed = verdict.allowed;
  binary.in_profile = facts.exists || wish.entry.if_missing == IfMissing::install;
  return binary.in_profile;
}

void PlannedBinaries::withdraw(const Wish& wish, const BinaryPath& path, Diagnosis why) {
  binaries.pop_back();
  leave_out(wish, path, {std::move(why)});
}

void PlannedBinaries::name_who_serves() {
  std::map<std::string, const PlannedBinary*> ours;
  for (const PlannedBinary& binary : binaries) {
    if (binary.state == BinaryState::granted && binary.in_profile) ours.emplace(binary.real_path, &binary);
  }
  for (PlannedBinary& binary : binaries) {
    const auto server = ours.find(binary.real_path);
    if (binary.state != BinaryState::granted_by_other || server == ours.end()) continue;
    binary.by = server->second->profile;
    binary.detail = aug::format("'{}' of the policy '{}'", binary.by, server->second->policy);
  }
}

LintVerdict PlannedBinaries::verdict_on(const Wish& wish, const BinaryPath& path) const {
  return judge(lints_of(wish.entry, path, facts_.paths.at(path.text)), wish.entry, path.location, path.text);
}

Diagnoses PlannedBinaries::mistakes_in(const Wish& wish, const BinaryPath& path, const LintVerdict& verdict) const {
  return mistakes_in_path(wish.entry, path, facts_.paths.at(path.text), verdict);
}

void PlannedBinaries::leave_out(const Wish& wish, const BinaryPath& path, Diagnoses mistakes) {
  if (wish.is_applied) {
    PlannedBinary& binary = record(wish, path, BinaryState::missing);
    binary.in_profile = false;
    binary.detail = "left out: " + mistakes.front().message;
  }
  findings_.add_mistakes(std::move(mistakes), wish.is_applied);
}

/// Whether the policy's helpers are added to the profile that serves the path.
bool PlannedBinaries::extend(const Wish& wish, const BinaryPath& path, const Claim& claim, const LintVerdict& verdict) {
  if (wish.entry.on_conflict != OnConflict::extend || is_led_by_others(wish, path)) return false;
  const auto extension = extension_of(claim, facts_);
  if (!extension) return false;
  extensions.push_back(*extension);
  extensions.back().because = wish.entry.location;
  PlannedBinary& binary = record(wish, path, BinaryState::granted_by_other);
  binary.by = claim.profile;
  binary.detail = aug::format("{}, to which the helpers are added", described(claim));
  binary.allowed = verdict.allowed;
  return true;
}

/// Whether the path is ours to serve: nobody else claims it, or who does is taken over.
bool PlannedBinaries::settle_claims(const Wish& wish, const BinaryPath& path, const LintVerdict& verdict) {
  const PathFacts& facts = facts_.paths.at(path.text);
  const std::vector<std::string> programs = wish.entry.glob ? facts.matches : std::vector{facts.real_path};
  bool is_ours = true;
  Diagnoses conflicts;
  for (const std::string& program : programs) {
    const Claim claim = claims_.on(program, wish.entry.profile);
    const Settlement settlement = settle(claim, wish.entry, path.text, program);
    if (settlement == Settlement::ours) continue;
    if (settlement == Settlement::theirs) {
      PlannedBinary& binary = record(wish, path, BinaryState::granted_by_other);
      binary.by = claim.profile;
      binary.detail = described(claim);
      binary.allowed = verdict.allowed;
      is_ours = false;
      continue;
    }
    if (extend(wish, path, claim, verdict)) {
      is_ours = false;
      continue;
    }
    const bool may_take_over = wish.entry.on_conflict == OnConflict::take_over && !claim.by.empty();
    if (may_take_over && !is_led_by_others(wish, path)) {
      for (const OtherProfile* other : claim.by) taken_over.insert(other->path);
      continue;
    }
    conflicts.push_back(conflict_with(claim, wish.entry, path.location, program, facts_.tree));
    if (!wish.entry.helpers.empty() && extension_of(claim, facts_)) {
      conflicts.back().hint =
          "add them to it with 'on_conflict: extend', or switch it off with 'on_conflict: take-over'";
    }
    if (may_take_over) {
      conflicts.back().hint = aug::format(
          "it is not taken over, since others than root can change {}, which leads there: name the program itself",
          facts.writable);
    }
  }
  if (conflicts.empty()) return is_ours;
  if (wish.is_applied && allows_changes_by_others(verdict.allowed)) {
    leave_out(wish, path, std::move(conflicts));
  } else {
    append(findings_.conflicts, conflicts);
  }
  return false;
}

/// Whether others than root choose which program the path is. They must not choose whose profile is switched off.
bool PlannedBinaries::is_led_by_others(const Wish& wish, const BinaryPath& path) const {
  const PathFacts& facts = facts_.paths.at(path.text);
  return !wish.entry.glob && facts.real_path != path.text && !facts.writable.empty();
}

/// Whether no other policy gives the file another profile. Between policies that are applied, the one that does not
/// own it is left out; a link of others is, whoever owns it. Else it is for root to settle.
bool PlannedBinaries::is_owner(const Wish& wish, const BinaryPath& path) {
  const Owner& owner = owner_of(wish, path);
  if (owner.entry->profile == wish.entry.profile) return true;
  Diagnosis conflict =
      finding("policies-disagree"_id, path.location,
              aug::format("cannot give '{}' the profile '{}': policy '{}' gives it '{}'", served_file(wish, path),
                          wish.entry.profile, owner.policy, owner.entry->profile),
              "let both policies name the same profile");
  if (wish.is_applied && (owner.is_applied || weakness_of(wish, path) == by_a_link_of_others)) {
    leave_out(wish, path, {std::move(conflict)});
  } else {
    findings_.conflicts.push_back(std::move(conflict));
  }
  return false;
}

/// A path beside a pattern that takes it in is as root wants it; a link of others that leads there is not.
const PlannedBinaries::Owner& PlannedBinaries::owner_of(const Wish& wish, const BinaryPath& path) const {
  const Owner& owner = owners_.at(served_file(wish, path));
  const auto by_pattern = pattern_owners_.find(served_file(wish, path));
  const bool is_beaten = owner.weakness == by_a_link_of_others && by_pattern != pattern_owners_.end();
  return is_beaten ? by_pattern->second : owner;
}

/// Where a link leads was seen when its policy was applied, but may be another's program by now: that keeps its
/// profile, the more so where others than root can change the link.
int PlannedBinaries::weakness_of(const Wish& wish, const BinaryPath& path) const {
  if (!is_applied_link(wish, path, facts_)) return firm;
  return facts_.paths.at(path.text).writable.empty() ? by_a_link : by_a_link_of_others;
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
