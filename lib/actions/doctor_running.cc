#include "actions/doctor_running.h"

#include <chrono>

#include "actions/doctor_gaps.h"
#include "actions/record_program.h"
#include "actions/sandbox_facts.h"
#include "actions/stale_processes.h"
#include "core/log/helper_suggestion.h"
#include "core/text/counted.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/attempt.h"
#include "system/log_sources.h"
#include "system/program_search.h"
#include "system/services.h"

namespace aug {
namespace {

/// Whoever asks has just seen something fail; what was refused long ago may be cured.
constexpr std::int64_t recent = 3600;

/// When what is applied now was applied; 0 where that is not known. What was refused before may be cured by it.
std::int64_t time_of_change(const Host& host) {
  if (!host.may_read_state()) return 0;
  return attempt(
      [&] {
        const std::vector<HistoryEntry> history = host.store.history();
        return history.empty() ? std::int64_t{0} : seconds_of(history.back());
      },
      [](const Failure&) { return std::int64_t{0}; });
}

}  // namespace

ProcessFacts look_at_processes(const Host& host, const Generation& current, Gaps& gaps) {
  ProcessFacts facts;
  facts.unit_profiles = units_with_profiles(gaps);
  if (!host.kernel) return facts;
  const std::vector<RunningProcess> running = running_processes();
  facts.stuck = stuck_services(running, gaps);
  for (const Stale& stale : without_their_profile(host, current, running)) {
    const UnitOfProcess unit = unit_of_process(stale.process.pid);
    facts.stale.push_back(
        {stale.process.pid, harmless(stale.process.program), stale.why, unit.uid.empty() ? unit.unit : ""});
  }
  return facts;
}

std::vector<DenialFacts> look_at_logs(const Host& host, const Generation& current, Gaps& gaps) {
  const std::int64_t boot = time_of_boot().value_or(0);
  const std::int64_t now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  AuditDigest digest;
  host.doing("reading the logs");
  for (const LogSource& source :
       read_host_logs(host.root, [&](std::string_view line, Author author) { digest.take(line, author); })) {
    if (!source.why.empty()) gaps.push_back(source.why);
  }
  if (digest.unread() > 0) {
    gaps.push_back(aug::format("{} like records of AppArmor in the logs, and could not be read: {}",
                               counted(digest.unread(), "line", "look"), digest.first_unread()));
  }
  if (digest.left_out() > 0) {
    gaps.push_back(aug::format(
        "the logs have records of more programs than are kept: of {}, the oldest, nothing is told", digest.left_out()));
  }
  const KnownPrograms known(host.root);
  NamedHelpers helpers(host, current);
  const std::int64_t changed = time_of_change(host);
  std::vector<DenialFacts> denials;
  for (const Incident& incident : digest.incidents()) {
    if (incident.last.has_stamp() && incident.last.seconds + 1 < boot) continue;
    DenialFacts denial{incident, {}, incident.last.seconds + recent >= now, incident.last.seconds < changed};
    if (incident.is_proved()) {
      denial.program = look_or_tell(gaps, [&] { return program_of(host, known, incident.last); });
    }
    if (incident.is_proved() && incident.meaning == Meaning::nested && sets_up_namespace(incident)) {
      denial.sandbox = look_or_tell(gaps, [&] { return helpers.of(incident.last, denial.program); });
    }
    denials.push_back(std::move(denial));
  }
  return denials;
}

}  // namespace aug
