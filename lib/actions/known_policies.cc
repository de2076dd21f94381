#include "actions/known_policies.h"

#include <algorithm>

#include "core/policy/policy_reader.h"
#include "system/attempt.h"
#include "system/policy_files.h"
#include "system/policy_folders.h"

namespace aug {
namespace {

std::string first_mistake(const Diagnoses& diagnoses) {
  const auto found = std::ranges::find(diagnoses, Severity::error, &Diagnosis::severity);
  return found == diagnoses.end() ? "" : found->message;
}

KnownPolicy known_policy(const Root& root, const std::string& name) {
  KnownPolicy known{name, {}, {}};
  attempt([&] { known.source = find_policy(root, name); },
          [&](const Failure& failure) { known.flaw = failure.what(); });
  if (!known.flaw.empty()) return known;
  PolicyReading reading = read_policy(known.source.text, known.source.origin);
  known.flaw = first_mistake(reading.diagnoses);
  known.policy = std::move(reading.policy);
  if (known.policy) known.name = known.policy->name;
  return known;
}

}  // namespace

std::vector<KnownPolicy> known_policies(const Root& root) {
  std::vector<KnownPolicy> known;
  for (const std::string& name : policy_names(root)) known.push_back(known_policy(root, name));
  std::ranges::stable_sort(known, {}, &KnownPolicy::name);
  return known;
}

}  // namespace aug
