// What must hold for every log, whoever wrote it: no crash, bounded memory, and a policy that is valid and harmless.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/doctor/explanation.h"
#include "core/host/interpreters.h"
#include "core/log/suggestion_planner.h"
#include "core/log/suggestion_text.h"
#include "core/policy/policy_reader.h"
#include "fuzz/require.h"

namespace {

using aug::require;

void check_line(std::string_view line) {
  const aug::LogLine read = aug::read_log_line(line);
  const std::string_view text = aug::record_in(line);
  const auto* record = std::get_if<aug::AuditRecord>(&read);
  require((record != nullptr) == !text.empty(), "a record has its text");
  if (record == nullptr) return;
  require(record->pid >= 0, "a process has no negative number");
  require(record->milliseconds >= 0 && record->milliseconds < 1000, "a second has a thousand milliseconds");
  require(aug::time_of(*record).empty() != record->has_stamp(), "a stamp has a time");
  const aug::LogLine again = aug::read_log_line(text);
  require(std::holds_alternative<aug::AuditRecord>(again), "the text of a record is a record");
  require(std::get<aug::AuditRecord>(again).serial == record->serial, "its text has the same stamp");
}

/// As if each record told the truth about its program's path, and every path was a program.
std::vector<aug::ExaminedIncident> examined(const std::deque<aug::Incident>& incidents) {
  std::vector<aug::ExaminedIncident> result;
  for (const aug::Incident& incident : incidents) {
    aug::ProgramFacts facts;
    facts.path = incident.last.execpath.empty() ? "/opt/" + incident.last.comm : incident.last.execpath;
    facts.source = aug::ProgramFacts::Source::record;
    facts.exists = facts.is_program = true;
    result.push_back({incident, facts});
  }
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  aug::AuditDigest digest;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    check_line(rest.substr(0, end));
    digest.take(rest.substr(0, end), aug::Author::named_file);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const aug::Suggestion suggestion = aug::suggestion_of(examined(digest.incidents()));
  const std::string policy = aug::policy_text(suggestion, "fuzz.log");
  require(policy.empty() == suggestion.entries.empty(), "a policy has entries");
  require(aug::is_harmless(policy), "a policy is harmless for a terminal");
  if (!policy.empty()) {
    const aug::PolicyReading reading = aug::read_policy(policy, "fuzz.yaml");
    require(reading.policy.has_value(), "a policy that is suggested is valid");
    for (const aug::BinaryEntry& entry : reading.policy->binaries) {
      for (const aug::BinaryPath& path : entry.paths) {
        require(aug::what_runs_anything(path.text).empty(), "no shell and no interpreter is suggested");
      }
    }
  }
  for (const aug::Explanation& explanation : aug::explanations_of(text).found) {
    require(aug::is_harmless(explanation.line), "a line is shown harmless");
  }
  return 0;
}
