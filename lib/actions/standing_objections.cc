#include "actions/standing_objections.h"

#include "actions/read_policies.h"
#include "core/plan/mistakes_in_entry.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/path_facts.h"

namespace aug {
namespace {

std::string first_of(const Diagnoses& mistakes) {
  return mistakes.empty() ? "" : mistakes.front().message;
}

using Facts = std::map<std::string, PathFacts>;

/// Of the helpers that the profile knows, one that is none any more makes the whole entry a bad one.
std::string objection_to_helpers(const BinaryEntry& entry, const std::vector<std::string>& known, const Facts& facts) {
  for (const std::string& helper : known) {
    const Diagnoses mistakes = mistakes_in_helper(entry, helper, facts.at(helper));
    if (!mistakes.empty()) return first_of(mistakes);
  }
  for (const std::string& helper : entry.helpers) {
    if (contains(known, helper) && !contains(known, facts.at(helper).real_path)) {
      return aug::format("the helper '{}' led elsewhere when the policy was applied: apply it again", helper);
    }
  }
  return "";
}

std::string objection_to(const BinaryEntry& entry, const BinaryPath& path, const Facts& facts) {
  const PathFacts& found = facts.at(path.text);
  const LintVerdict verdict = judge(lints_of(entry, path, found), entry, path.location, path.text);
  return first_of(mistakes_in_path(entry, path, found, verdict));
}

/// Of a binary as it was planned: of its path, of where that led to, and of its helpers.
std::string objection_to(const BinaryEntry& entry, const BinaryPath& path, const PlannedBinary& binary,
                         const Facts& facts) {
  std::string first = objection_to(entry, path, facts);
  if (first.empty() && !binary.glob) first = objection_to(entry, {binary.real_path, path.location}, facts);
  return first.empty() ? objection_to_helpers(entry, binary.helpers, facts) : first;
}

/// Paths that a generation has beside those of its policies.
std::vector<std::string> planned_paths(const Generation& generation) {
  std::vector<std::string> paths;
  for (const PlannedBinary& binary : generation.binaries) {
    if (!binary.glob) paths.push_back(binary.real_path);
    append(paths, binary.helpers);
  }
  return paths;
}

}  // namespace

Objections standing_objections(const Host& host, const Generation& generation) {
  std::vector<PolicyText> texts;
  for (const AppliedPolicy& policy : generation.policies) texts.push_back(policy.source);
  Diagnoses notices;  // given when they were applied
  const std::vector<Policy> policies = read_policies(texts, notices);
  const Facts facts = facts_of_paths(host.root, policies, planned_paths(generation));
  std::map<std::pair<std::string, std::string>, const PlannedBinary*> planned;
  for (const PlannedBinary& binary : generation.binaries) {
    if (binary.in_profile) planned[{binary.policy, binary.path}] = &binary;
  }
  Objections objections;
  for (const Policy& policy : policies) {
    for (const BinaryEntry& entry : policy.binaries) {
      for (const BinaryPath& path : entry.paths) {
        const auto binary = planned.find({policy.name, path.text});
        if (binary == planned.end()) continue;
        const std::string objection = objection_to(entry, path, *binary->second, facts);
        if (!objection.empty()) objections[{policy.name, path.text}] = objection;
      }
    }
  }
  return objections;
}

}  // namespace aug
