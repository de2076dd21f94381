#include "actions/suggest.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "actions/record_program.h"
#include "actions/trial_plan.h"
#include "core/log/suggestion_planner.h"
#include "core/log/suggestion_text.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"

namespace aug {
namespace {

using State = LogSource::State;

std::string policy_that_grants(const Generation& generation, const std::string& path) {
  const auto grants = [&](const PlannedBinary& binary) { return binary.real_path == path && !binary.glob; };
  const auto found = std::find_if(generation.binaries.begin(), generation.binaries.end(), grants);
  return found == generation.binaries.end() ? "" : found->policy;
}

ProgramFacts facts_about(const Host& host, const KnownPrograms& known, const Incident& incident,
                         const Generation& current) {
  ProgramFacts facts;
  // What is no ground for an entry has no program looked up: whoever wrote it must not choose what root looks at.
  const bool may_be_granted = incident.is_proved() || incident.author == Author::named_file;
  if (incident.meaning != Meaning::needs_grant || !may_be_granted) return facts;
  facts = program_of(host, known, incident.last);
  facts.granted_by = policy_that_grants(current, facts.path);
  return facts;
}

/// "the journal and /dev/kmsg"
std::string names_of_read(const std::vector<LogSource>& sources) {
  std::vector<std::string> names;
  for (const LogSource& source : sources) {
    if (source.state == State::read) names.push_back(source.name);
  }
  return aug::format("{}", fmt::join(names, ", "));
}

std::vector<LogSource> read_logs(const Host& host, const std::string& log, const TakeLogLine& take) {
  host.doing("reading the logs");
  if (!log.empty()) return {read_log(log, take)};
  std::vector<LogSource> sources = read_host_logs(host.root, take);
  if (!names_of_read(sources).empty()) return sources;
  Diagnoses refused{
      {Severity::error, {}, "cannot read any log of this host", "run this as root, or name the file of a log"}};
  for (const LogSource& source : sources) {
    if (source.state == State::refused) refused.push_back({Severity::notice, {}, source.why, ""});
  }
  throw Failure(ExitCode::unsupported, refused);
}

/// What could not be read must not count as "nothing was refused".
void require_readable(const SuggestReport& report) {
  if (report.unread == 0 || report.records > 0) return;
  throw Failure(ExitCode::unsupported,
                aug::format("cannot read the records of AppArmor in {}: {} lines look like one, such as: {}",
                            names_of_read(report.sources), report.unread, report.first_unread),
                "give them as 'journalctl --dmesg --output=short' or 'dmesg' prints them, one record a line");
}

/// Of profiles of others, which no policy may have.
std::set<std::string> names_of_others(const Host& host, const Generation& current) {
  HostFacts facts;
  look_at_others(facts, host, current);
  std::set<std::string> names;
  for (const OtherProfile& other : facts.others) names.insert(full_name(other.profile));
  names.insert(facts.foreign.begin(), facts.foreign.end());
  return names;
}

/// The entries that apply would take, beside those before them, and a remark on each of the others. By halves: planning
/// costs time, and most are taken.
class Sieve {
 public:
  Sieve(const TrialPlan& trial, Suggestion without_entries) : trial_(trial), taken_(std::move(without_entries)) {}

  void add(std::span<const SuggestedEntry> entries) {
    const std::size_t before = taken_.entries.size();
    taken_.entries.insert(taken_.entries.end(), entries.begin(), entries.end());
    const auto refusal = trial_.refusal_of({policy_text(taken_, ""), ""});
    if (!refusal) return;
    taken_.entries.resize(before);
    if (entries.size() == 1) return leave_out(entries.front(), *refusal);
    add(entries.first(entries.size() / 2));
    add(entries.subspan(entries.size() / 2));
  }

  Suggestion taken() && { return std::move(taken_); }

 private:
  void leave_out(const SuggestedEntry& entry, const Diagnosis& refusal) {
    Remark remark{{}, aug::format("no entry, since apply would refuse it: {}", refusal.message), refusal.hint};
    for (const ExaminedIncident& examined : entry.because) remark.because.push_back(examined.incident);
    taken_.remarks.push_back(std::move(remark));
  }

  const TrialPlan& trial_;
  Suggestion taken_;
};

Suggestion as_apply_takes_it(const TrialPlan& trial, const Suggestion& whole) {
  Sieve sieve(trial, {whole.policy, {}, whole.remarks});
  sieve.add(whole.entries);
  return std::move(sieve).taken();
}

/// With names that are free on this host, and what can be applied on it.
Suggestion fitted(const Host& host, const Generation& current, Suggestion suggestion) {
  if (suggestion.entries.empty()) return suggestion;
  std::set<std::string> policies;
  for (const AppliedPolicy& applied : current.policies) policies.insert(applied.name);
  return attempt(
      [&] {
        return as_apply_takes_it(TrialPlan(host, current),
                                 renamed(suggestion, names_of_others(host, current), policies));
      },
      [&](const Failure& failure) {
        suggestion.remarks.push_back(
            {{}, aug::format("whether apply takes it was not found out: {}", failure.what()), ""});
        return suggestion;
      });
}

}  // namespace

Suggestion suggestion_for(const Host& host, const AuditDigest& digest) {
  if (digest.incidents().empty()) return {};
  const Generation current = host.may_read_state() ? host.store.current().generation : Generation{};
  const KnownPrograms known(host.root);
  std::vector<ExaminedIncident> examined;
  for (const Incident& incident : digest.incidents()) {
    examined.push_back({incident, facts_about(host, known, incident, current)});
  }
  return fitted(host, current, suggestion_of(examined));
}

SuggestReport suggest(const Host& host, const std::string& log) {
  SuggestReport report;
  AuditDigest digest;
  report.sources = read_logs(host, log, [&](std::string_view line, Author author) { digest.take(line, author); });
  report.records = digest.records();
  report.lost_marks = digest.lost_marks();
  report.left_out = digest.left_out();
  report.unread = digest.unread();
  report.first_unread = digest.first_unread();
  require_readable(report);
  report.suggestion = suggestion_for(host, digest);
  report.policy = policy_text(report.suggestion, names_of_read(report.sources));
  return report;
}

}  // namespace aug
