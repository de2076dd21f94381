#include "core/status/missing_programs.h"

#include <map>
#include <string>

#include "core/text/format.h"

namespace aug {

Diagnoses warnings_on_missing(const std::vector<ExaminedBinary>& binaries) {
  std::map<std::string, std::vector<std::string>> missing;  // by policy; none where one is there
  for (const ExaminedBinary& each : binaries) missing[each.binary.policy].push_back(each.binary.path);
  for (const ExaminedBinary& each : binaries) {
    if (each.state != BinaryState::missing) missing[each.binary.policy].clear();
  }
  Diagnoses warnings;
  for (const auto& [policy, places] : missing) {
    if (places.empty()) continue;
    warnings.push_back(
        {"no-program-there"_id,
         Severity::warning,
         {},
         aug::format("no program of the policy '{}' is there; it names {}", policy, fmt::join(places, ", ")),
         "install the program in one of these places, or name where it is in a policy of your own"});
  }
  return warnings;
}

}  // namespace aug
