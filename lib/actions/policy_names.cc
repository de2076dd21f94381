#include "actions/policy_names.h"

#include <algorithm>
#include <string_view>

#include "actions/known_policies.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "core/text/spelling.h"
#include "system/attempt.h"

namespace aug {

std::vector<std::string> names_of_policies(const Host& host, const std::vector<AppliedPolicy>& applied) {
  std::vector<std::string> names;
  for (const AppliedPolicy& policy : applied) names.push_back(policy.name);
  for (const KnownPolicy& known : attempt([&] { return known_policies(host.root); })) names.push_back(known.name);
  return names;
}

std::string hint_on_unknown(const std::string& name, const std::vector<std::string>& known,
                            const std::vector<PlannedBinary>& programs) {
  const auto program = std::ranges::find_if(
      programs, [&](const PlannedBinary& binary) { return binary.path == name || last_part_of(binary.path) == name; });
  if (program != programs.end()) {
    return aug::format("{} is a program: the policy '{}' names it", program->path, program->policy);
  }
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto meant = nearest(name, candidates);
  return meant ? aug::format("did you mean '{}'?", *meant)
               : "'aa-userns-gen list' has the policies that are applied, or known here";
}

}  // namespace aug
