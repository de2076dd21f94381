#include "actions/suggest_programs.h"

#include <algorithm>

#include "actions/fitted_suggestion.h"
#include "actions/named_programs.h"
#include "actions/record_program.h"
#include "core/log/suggestion_planner.h"
#include "core/log/suggestion_text.h"
#include "system/known_programs.h"

namespace aug {
namespace {

/// As if the kernel's log had a record of it.
ExaminedIncident examined(const Host& host, const KnownPrograms& known, const Generation& current,
                          const std::string& program) {
  ExaminedIncident examined;
  examined.incident.meaning = Meaning::needs_grant;
  examined.incident.author = Author::caller;
  examined.incident.last.execpath = program_behind(host.root, program);
  examined.facts = program_of(host, known, examined.incident.last);
  examined.facts.source = ProgramFacts::Source::named;
  examined.facts.granted_by = policy_that_grants(current, examined.facts.path);
  return examined;
}

/// The policy that grants all of them already: applied once more, it changes nothing. "" for none.
std::string policy_that_grants_all(const Generation& current, const std::vector<ExaminedIncident>& incidents) {
  const std::string& name = incidents.front().facts.granted_by;
  const auto is_granted_so = [&](const ExaminedIncident& each) { return each.facts.granted_by == name; };
  if (name.empty() || !std::ranges::all_of(incidents, is_granted_so)) return "";
  const auto found = std::ranges::find(current.policies, name, &AppliedPolicy::name);
  return found == current.policies.end() ? "" : found->source.text;
}

}  // namespace

ProgramSuggestion suggest_programs(const Host& host, const std::vector<std::string>& words, const Gone& gone) {
  const Generation current = host.may_read_state() ? host.store.current().generation : Generation{};
  const KnownPrograms known(host.root);
  std::vector<ExaminedIncident> incidents;
  for (const std::string& program : named_programs(host.root, words)) {
    incidents.push_back(examined(host, known, current, program));
  }
  ProgramSuggestion result;
  result.suggestion = fitted(host, current, named_after_program(suggestion_of(incidents)), gone);
  // There is no record to show.
  for (Remark& remark : result.suggestion.remarks) remark.because.clear();
  result.policy = policy_text(result.suggestion, origin_of_named);
  if (result.policy.empty()) result.policy = policy_that_grants_all(current, incidents);
  return result;
}

}  // namespace aug
