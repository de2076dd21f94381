#include "actions/suggest.h"

#include "actions/fitted_suggestion.h"
#include "actions/record_program.h"
#include "actions/sandbox_facts.h"
#include "core/log/helper_suggestion.h"
#include "core/log/suggestion_planner.h"
#include "core/log/suggestion_text.h"
#include "core/text/counted.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/attempt.h"

namespace aug {
namespace {

using State = LogSource::State;

/// What is looked up of many incidents is read once.
class Examiner {
 public:
  Examiner(const Host& host, const Generation& current)
      : host_(host), current_(current), known_(host.root), helpers_(host, current) {}

  ExaminedIncident examined(const Incident& incident) {
    const bool is_nested = incident.meaning == Meaning::nested && sets_up_namespace(incident);
    // What is no ground for an entry has no program looked up: whoever wrote it must not choose what root looks at.
    const bool may_be_granted = incident.is_proved() || incident.author == Author::named_file;
    if ((incident.meaning != Meaning::needs_grant && !is_nested) || !may_be_granted) return {incident, {}};
    ProgramFacts facts = program_of(host_, known_, incident.last);
    if (!is_nested) {
      facts.granted_by = policy_that_grants(current_, facts.path);
      return {incident, facts};
    }
    return {incident, facts, helpers_.of(incident.last, facts)};
  }

 private:
  const Host& host_;
  const Generation& current_;
  KnownPrograms known_;
  NamedHelpers helpers_;
};

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
  Diagnoses refused{{"no-log"_id,
                     Severity::error,
                     {},
                     "cannot read any log of this host",
                     "run this as root, or name the file of a log"}};
  for (const LogSource& source : sources) {
    if (source.state == State::refused) refused.push_back({"log-unread"_id, Severity::notice, {}, source.why, ""});
  }
  throw Failure(ExitCode::unsupported, refused);
}

/// What could not be read must not count as "nothing was refused".
void require_readable(const SuggestReport& report) {
  if (report.unread == 0 || report.records > 0) return;
  throw Failure(ExitCode::unsupported, "records-unread"_id,
                aug::format("cannot read the records of AppArmor in {}: {} like one, such as: {}",
                            names_of_read(report.sources), counted(report.unread, "line", "look"), report.first_unread),
                "give them as 'journalctl --dmesg --output=short' or 'dmesg' prints them, one record a line");
}

}  // namespace

Suggestion suggestion_for(const Host& host, const AuditDigest& digest) {
  if (digest.incidents().empty()) return {};
  const Generation current = host.may_read_state() ? host.store.current().generation : Generation{};
  Examiner examiner(host, current);
  std::vector<ExaminedIncident> examined;
  std::vector<Remark> gaps;
  for (const Incident& incident : digest.incidents()) {
    // Whose place cannot be looked at must not hide what others were refused.
    attempt([&] { examined.push_back(examiner.examined(incident)); },
            [&](const Failure& failure) {
              gaps.push_back({{incident}, aug::format("no entry: {}", failure.what()), ""});
            });
  }
  Suggestion suggestion = suggestion_of(examined);
  append(suggestion.remarks, gaps);
  return fitted(host, current, std::move(suggestion));
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
