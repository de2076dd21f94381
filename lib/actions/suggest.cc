#include "actions/suggest.h"

#include <algorithm>

#include "actions/record_program.h"
#include "core/log/suggestion_planner.h"
#include "core/log/suggestion_text.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/program_search.h"

namespace aug {
namespace {

using State = LogSource::State;
using Source = ProgramFacts::Source;

std::string policy_that_grants(const Generation& generation, const std::string& path) {
  const auto grants = [&](const PlannedBinary& binary) { return binary.real_path == path && !binary.glob; };
  const auto found = std::find_if(generation.binaries.begin(), generation.binaries.end(), grants);
  return found == generation.binaries.end() ? "" : found->policy;
}

ProgramFacts facts_about(const Host& host, const Incident& incident, const Generation& current) {
  ProgramFacts facts;
  if (incident.meaning != Meaning::needs_grant) return facts;
  find_program(host, incident.last, facts);
  if (facts.source == Source::none || !facts.path.starts_with('/')) return facts;
  const auto status = host.root.status(facts.path);
  facts.exists = status.has_value();
  facts.is_program = status && S_ISREG(status->st_mode) && (status->st_mode & 0111U) != 0;
  if (facts.exists) facts.path = host.root.real_path(facts.path);
  facts.is_script = facts.is_program && is_script(host.root, facts.path);
  facts.changeable = changeable_by_others(host.root, facts.path);
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

std::vector<LogSource> read_logs(const Host& host, const std::string& log, const TakeLine& take) {
  host.doing("reading the logs");
  if (!log.empty()) return {read_log(log, take)};
  std::vector<LogSource> sources = read_host_logs(host.root, take);
  if (!names_of_read(sources).empty()) return sources;
  Diagnoses refused{
      {Severity::error, {}, "cannot read any log of this host", "run this as root, or name the file of a log"}};
  for (const LogSource& source : sources) {
    if (source.state == State::absent) continue;
    refused.push_back({Severity::notice, {}, aug::format("cannot read {}: {}", source.name, source.why), ""});
  }
  throw Failure(ExitCode::unsupported, refused);
}

}  // namespace

SuggestReport suggest(const Host& host, const std::string& log) {
  SuggestReport report;
  AuditDigest digest;
  report.sources = read_logs(host, log, [&](std::string_view line) { digest.take(line); });
  report.records = digest.records();
  report.lost_marks = digest.lost_marks();
  report.left_out = digest.left_out();
  const Generation current = host.may_read_state() ? host.store.current().generation : Generation{};
  std::vector<ExaminedIncident> examined;
  for (const Incident& incident : digest.incidents()) {
    examined.push_back({incident, facts_about(host, incident, current)});
  }
  report.suggestion = suggestion_of(examined);
  report.policy = policy_text(report.suggestion, names_of_read(report.sources));
  return report;
}

}  // namespace aug
