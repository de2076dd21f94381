#include "actions/list.h"

#include <algorithm>

#include "app/command.h"
#include "core/text/format.h"
#include "core/text/wrapped.h"

namespace aug::app {
namespace {

std::string_view word_for_state(const ListedPolicy& policy) {
  if (!policy.flaw.empty() && !policy.applied.value_or(false)) return "flawed";
  if (policy.is_example && !policy.applied.value_or(false)) return "example";
  if (!policy.applied) return "not seen";
  return *policy.applied ? "applied" : "-";
}

/// Where it was found; that of the package's own needs no path, which `show` has.
std::string place_of(const ListedPolicy& policy) {
  const bool is_installed = policy.origin.find("/share/aa-userns-gen/policies/") != std::string::npos;
  return is_installed ? "installed" : policy.origin;
}

/// Of the programs that the policy names, how many are on this host.
std::string words_for_programs(const ListedPolicy& policy) {
  const auto here = std::ranges::count_if(policy.programs, &ListedProgram::is_here);
  return policy.programs.empty() ? "none named" : aug::format("{} of {} here", here, policy.programs.size());
}

std::string line_of(const ListedPolicy& policy, std::size_t widest, const Style& style) {
  const std::string state = aug::format("{:<9}", word_for_state(policy));
  const bool is_applied = policy.applied.value_or(false);
  std::string words = policy.flaw.empty() ? policy.description : style.bad(policy.flaw);
  if (!words.empty()) words += ' ';
  const std::string row =
      aug::format("{:<{}}  {}  {:<12}  {}({})", policy.name, widest, is_applied ? style.good(state) : state,
                  words_for_programs(policy), words, place_of(policy));
  return wrapped(style.only_ours(row), widest + 2, style.width) + '\n';
}

Json json_of(const ListedPolicy& policy) {
  Json programs = Json::array();
  for (const ListedProgram& program : policy.programs) {
    programs.push_back({{"path", program.path}, {"is_here", program.is_here}});
  }
  return {{"name", policy.name},
          {"description", policy.description},
          {"origin", policy.origin},
          {"programs", std::move(programs)},
          {"applied", policy.applied ? Json(*policy.applied) : Json()},
          {"example", policy.is_example},
          {"flaw", policy.flaw}};
}

Report run(const Invocation& invocation) {
  require_no_arguments(invocation, "list");
  const ListReport known = list(Host(invocation.host_choice()));
  Report report;
  report.diagnoses = known.notices;
  report.fields["policies"] = Json::array();
  std::size_t widest = 0;
  for (const ListedPolicy& policy : known.policies) widest = std::max(widest, policy.name.size());
  for (const ListedPolicy& policy : known.policies) {
    report.text += line_of(policy, widest, invocation.style);
    report.fields["policies"].push_back(json_of(policy));
  }
  return report;
}

}  // namespace

const Command list_command = {
    .name = "list",
    .summary = "name the policies that are known here",
    .explanation =
        "A line for each policy in /etc/aa-userns-gen/policies, each installed one, and each that is "
        "applied: its name,\n"
        "whether it is applied, how many of its programs are here, what it is for and where it was found. An example "
        "is\n"
        "there to be copied: a path in it stands for that of a program.",
    .groups = {OptionGroup::host},
    .run = run,
};

}  // namespace aug::app
