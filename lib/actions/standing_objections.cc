#include "actions/standing_objections.h"

#include "actions/read_policies.h"
#include "core/plan/mistakes_in_entry.h"
#include "core/text/lists.h"

namespace aug {
namespace {

std::string first_of(const Diagnoses& mistakes) {
  return mistakes.empty() ? "" : mistakes.front().message;
}

/// Of those that the profile knows: one that is none any more makes the whole entry a bad one.
std::string objection_to_helpers(const BinaryEntry& entry, const std::vector<std::string>& known,
                                 const std::map<std::string, PathFacts>& facts) {
  for (const std::string& helper : entry.helpers) {
    if (!contains(known, helper)) continue;
    const Diagnoses mistakes = mistakes_in_helper(entry, helper, facts.at(helper));
    if (!mistakes.empty()) return first_of(mistakes);
  }
  return "";
}

std::string objection_to(const BinaryEntry& entry, const BinaryPath& path, const PathFacts& facts) {
  const LintVerdict verdict = judge(lints_of(entry, path, facts), entry, path.location, path.text);
  return first_of(mistakes_in_path(entry, path, facts, verdict));
}

}  // namespace

Objections standing_objections(const Host& host, const Generation& generation) {
  std::vector<PolicyText> texts;
  for (const AppliedPolicy& policy : generation.policies) texts.push_back(policy.source);
  Diagnoses notices;  // given when they were applied
  const std::vector<Policy> policies = read_policies(texts, notices);
  const std::map<std::string, PathFacts> facts = facts_of_paths(host.root, policies);
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> helpers;
  for (const PlannedBinary& binary : generation.binaries) helpers[{binary.policy, binary.path}] = binary.helpers;
  Objections objections;
  for (const Policy& policy : policies) {
    for (const BinaryEntry& entry : policy.binaries) {
      for (const BinaryPath& path : entry.paths) {
        std::string first = objection_to(entry, path, facts.at(path.text));
        if (first.empty()) first = objection_to_helpers(entry, helpers[{policy.name, path.text}], facts);
        if (!first.empty()) objections[{policy.name, path.text}] = first;
      }
    }
  }
  return objections;
}

}  // namespace aug
