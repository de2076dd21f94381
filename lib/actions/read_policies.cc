#include "actions/read_policies.h"

#include <fmt/format.h>

#include <map>

#include "core/failure.h"
#include "core/policy_reader.h"

namespace aug {
namespace {

Diagnosis not_yet(const Place& place, std::string_view what) {
  return {Severity::error, place, fmt::format("cannot apply {} yet", what), "leave it out of the policy"};
}

/// Parts of policy version 1 that this version of the program reads but cannot carry out.
Diagnoses unsupported_parts(const Policy& policy) {
  Diagnoses found;
  for (const SysctlSetting& setting : policy.sysctls) found.push_back(not_yet(setting.place, "'sysctls'"));
  for (const UnitSetting& unit : policy.units) found.push_back(not_yet(unit.place, "'units'"));
  return found;
}

}  // namespace

std::vector<Policy> read_policies(const std::vector<PolicyText>& texts, Diagnoses& notices) {
  std::vector<Policy> policies;
  std::map<std::string, std::string> origins;  // by the policy's name
  Diagnoses found;
  for (const PolicyText& text : texts) {
    PolicyReading reading = read_policy(text.text, text.origin);
    found.insert(found.end(), reading.diagnoses.begin(), reading.diagnoses.end());
    if (!reading.policy) continue;
    const Diagnoses unsupported = unsupported_parts(*reading.policy);
    found.insert(found.end(), unsupported.begin(), unsupported.end());
    const auto [first, is_new] = origins.try_emplace(reading.policy->name, text.origin);
    if (!is_new) {
      found.push_back(
          {Severity::error,
           {text.origin, 0, 0, ""},
           fmt::format("cannot have two policies named '{}': {} is one already", first->first, first->second),
           "give one another 'name'"});
    }
    policies.push_back(std::move(*reading.policy));
  }
  if (has_errors(found)) throw Failure(ExitCode::invalid_policy, found);
  notices.insert(notices.end(), found.begin(), found.end());
  return policies;
}

}  // namespace aug
