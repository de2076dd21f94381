#include "actions/read_policies.h"

#include <algorithm>
#include <map>

#include "core/plan/template_names.h"
#include "core/policy/policy_reader.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

/// What planning would say of the templates, in the order of the lines.
void add_flaws_in_templates(const PolicyReading& reading, const Templates& templates, Diagnoses& found) {
  for (const BinaryEntry& entry : reading.policy ? reading.policy->binaries : reading.entries) {
    if (entry.template_name.empty()) continue;  // that is told already
    if (auto flaw = flaw_in_template(entry, templates)) found.push_back(std::move(*flaw));
  }
  std::ranges::stable_sort(found, {}, [](const Diagnosis& each) { return each.location.line; });
}

}  // namespace

std::vector<Policy> read_policies(const std::vector<PolicyText>& texts, Diagnoses& notices,
                                  const Templates* templates) {
  std::vector<Policy> policies;
  std::map<std::string, std::string> origins;  // by the policy's name
  Diagnoses found;
  for (const PolicyText& text : texts) {
    if (!text.doubt.empty()) {
      found.push_back({"policy-not-roots"_id,
                       Severity::warning,
                       {text.origin, 0, 0, ""},
                       aug::format("others than root can change this policy: {}", text.doubt),
                       ""});
    }
    PolicyReading reading = read_policy(text.text, text.origin);
    if (templates != nullptr) add_flaws_in_templates(reading, *templates, reading.diagnoses);
    append(found, reading.diagnoses);
    if (!reading.policy) continue;
    const auto [first, is_new] = origins.try_emplace(reading.policy->name, text.origin);
    if (!is_new) {
      found.push_back(
          {"repeated-policy-name"_id,
           Severity::error,
           {text.origin, 0, 0, ""},
           aug::format("cannot have two policies named '{}': {} is one already", first->first, first->second),
           "give one another 'name'"});
    }
    policies.push_back(std::move(*reading.policy));
  }
  if (has_errors(found)) throw Failure(ExitCode::invalid_policy, found);
  append(notices, found);
  return policies;
}

}  // namespace aug
