// What must hold for every text, whoever wrote it.

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/apparmor/aare.h"
#include "core/policy/helper_path.h"
#include "core/policy/policy_reader.h"
#include "fuzz/require.h"

namespace {

using aug::require;

void check_diagnosis(const aug::Diagnosis& diagnosis) {
  aug::require_can_be_shown(diagnosis);
  require(diagnosis.location.file == "fuzz.yaml", "a diagnosis names the file");
}

void check_entry(const aug::BinaryEntry& entry) {
  require(!entry.paths.empty(), "an entry has a path");
  require(aug::flaw_in_profile_name(entry.profile).empty(), "a profile has a valid name");
  require(!entry.template_name.empty(), "an entry has a template");
  require(entry.allow.empty() == entry.reason.empty(), "what is allowed has a reason");
  for (const aug::BinaryPath& path : entry.paths) {
    require((entry.glob ? aug::flaw_in_pattern(path.text) : aug::flaw_in_path(path.text)).empty(), "a path is valid");
    require(path.location.line > 0, "a path has a place");
    const std::string quoted = aug::quoted_alternatives(std::vector<std::string>{aug::literal_pattern(path.text)});
    require(quoted.find('"', 1) == quoted.size() - 1, "nothing in a path ends its quotes");
  }
  for (const std::string& helper : entry.helpers) {
    const bool is_pattern = aug::is_helper_pattern(helper);
    require((is_pattern ? aug::flaw_in_pattern(helper) : aug::flaw_in_path(helper)).empty(), "a helper is valid");
  }
}

void check_order(const aug::Diagnoses& diagnoses) {
  for (std::size_t at = 1; at < diagnoses.size(); ++at) {
    const aug::Location& a = diagnoses[at - 1].location;
    const aug::Location& b = diagnoses[at].location;
    require(a.line < b.line || (a.line == b.line && a.column <= b.column), "diagnoses come by place");
    require(!(diagnoses[at - 1] == diagnoses[at]), "no diagnosis comes twice");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const aug::PolicyReading reading = aug::read_policy(text, "fuzz.yaml");
  require(reading.policy.has_value() != aug::has_errors(reading.diagnoses), "either a policy or an error");
  for (const aug::Diagnosis& diagnosis : reading.diagnoses) check_diagnosis(diagnosis);
  check_order(reading.diagnoses);
  if (!reading.policy) return 0;
  require(!reading.policy->name.empty(), "a policy has a name");
  for (const aug::BinaryEntry& entry : reading.policy->binaries) check_entry(entry);
  return 0;
}
