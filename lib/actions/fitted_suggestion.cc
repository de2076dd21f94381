#include "actions/fitted_suggestion.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "actions/trial_plan.h"
#include "core/log/suggestion_planner.h"
#include "core/log/suggestion_text.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/attempt.h"

namespace aug {
namespace {

/// Of profiles of others, which no policy may have.
std::set<std::string> names_of_others(const Host& host, const Generation& current) {
  HostFacts facts;
  look_at_others(facts, host, current);
  std::set<std::string> names;
  for (const OtherProfile& other : facts.others) names.insert(full_name(other.profile));
  names.insert(facts.foreign.begin(), facts.foreign.end());
  return names;
}

std::vector<Incident> incidents_of(const SuggestedEntry& entry) {
  std::vector<Incident> incidents;
  for (const ExaminedIncident& examined : entry.because) incidents.push_back(examined.incident);
  return incidents;
}

/// The entries that apply would take, beside those before them, and a remark on each of the others. By halves: planning
/// costs time, and most are taken.
class Sieve {
  /// Each is a whole plan. Whoever makes hundreds of names that apply would refuse must not keep root waiting.
  static constexpr int most_trials = 60;

 public:
  Sieve(const TrialPlan& trial, const Gone& gone, Suggestion without_entries)
      : trial_(trial), gone_(gone), taken_(std::move(without_entries)) {}

  void add(std::span<const SuggestedEntry> entries) {
    const std::size_t before = taken_.entries.size();
    if (trials_ == most_trials) {
      for (const SuggestedEntry& entry : entries) append(untried_, incidents_of(entry));
      return;
    }
    ++trials_;
    taken_.entries.insert(taken_.entries.end(), entries.begin(), entries.end());
    const auto refusal = trial_.refusal_of({policy_text(taken_, ""), ""}, gone_);
    if (!refusal) return;
    taken_.entries.resize(before);
    if (entries.size() == 1) return leave_out(entries.front(), *refusal);
    add(entries.first(entries.size() / 2));
    add(entries.subspan(entries.size() / 2));
  }

  Suggestion taken() && {
    if (!untried_.empty()) {
      taken_.remarks.push_back(
          {std::move(untried_),
           "no entry: apply would refuse so many others that it was not tried whether it takes these",
           "see to the others first, then ask again"});
    }
    return std::move(taken_);
  }

 private:
  void leave_out(const SuggestedEntry& entry, const Diagnosis& refusal) {
    Remark remark{{}, aug::format("no entry, since apply would refuse it: {}", refusal.message), refusal.hint};
    remark.because = incidents_of(entry);
    taken_.remarks.push_back(std::move(remark));
  }

  const TrialPlan& trial_;
  const Gone& gone_;
  Suggestion taken_;
  int trials_ = 0;
  std::vector<Incident> untried_;
};

Suggestion as_apply_takes_it(const TrialPlan& trial, const Gone& gone, const Suggestion& whole) {
  Sieve sieve(trial, gone, {whole.policy, {}, whole.remarks});
  sieve.add(whole.entries);
  return std::move(sieve).taken();
}

}  // namespace

Suggestion fitted(const Host& host, const Generation& current, Suggestion suggestion, const Gone& gone) {
  if (suggestion.entries.empty()) return suggestion;
  std::set<std::string> policies;
  for (const AppliedPolicy& applied : current.policies) policies.insert(applied.name);
  return attempt(
      [&] {
        return as_apply_takes_it(TrialPlan(host, current), gone,
                                 renamed(suggestion, names_of_others(host, current), policies));
      },
      [&](const Failure& failure) {
        suggestion.remarks.push_back(
            {{}, aug::format("whether apply takes it was not found out: {}", failure.what()), ""});
        return suggestion;
      });
}

std::string policy_that_grants(const Generation& generation, const std::string& path) {
  const auto grants = [&](const PlannedBinary& binary) { return binary.real_path == path && !binary.glob; };
  const auto found = std::find_if(generation.binaries.begin(), generation.binaries.end(), grants);
  return found == generation.binaries.end() ? "" : found->policy;
}

}  // namespace aug
