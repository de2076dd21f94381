#include "actions/standing_objections.h"

#include "actions/read_policies.h"
#include "core/plan/mistakes_in_entry.h"
#include "core/policy/helper_path.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/path_facts.h"

namespace aug {
namespace {

std::string first_of(const Diagnoses& mistakes) {
  return mistakes.empty() ? "" : mistakes.front().message;
}

using Facts = std::map<std::string, PathFacts>;

std::vector<std::string> paths_of(const PlannedHelper& helper) {
  if (helper.real_path.empty() || helper.real_path == helper.path) return {helper.path};
  return {helper.path, helper.real_path};
}

/// Of a helper as it was planned: of its path, and of where that led to.
std::string objection_to(const BinaryEntry& entry, const PlannedHelper& helper, const Facts& facts) {
  for (const std::string& path : paths_of(helper)) {
    const Diagnoses mistakes = mistakes_in_helper(entry, path, facts.at(path));
    if (!mistakes.empty()) return first_of(mistakes);
  }
  const PathFacts& now = facts.at(helper.path);
  if (is_helper_pattern(helper.path)) return "";
  if (!now.exists || helper.real_path.empty() || now.real_path == helper.real_path) return "";
  return aug::format("the helper '{}' led elsewhere when the policy was applied: apply it again", helper.path);
}

std::string objection_to(const BinaryEntry& entry, const BinaryPath& path, const Facts& facts) {
  const PathFacts& found = facts.at(path.text);
  const LintVerdict verdict = judge(lints_of(entry, path, found), entry, path.location, path.text);
  return first_of(mistakes_in_path(entry, path, found, verdict));
}

/// Of a binary as it was planned: of its path, and of where that led to.
std::string objection_to(const BinaryEntry& entry, const BinaryPath& path, const PlannedBinary& binary,
                         const Facts& facts) {
  std::string first = objection_to(entry, path, facts);
  if (first.empty() && !binary.glob) first = objection_to(entry, {binary.real_path, path.location}, facts);
  return first;
}

void add_objections(Objections& objections, const BinaryEntry& entry, const BinaryPath& path,
                    const PlannedBinary& binary, const Facts& facts) {
  const auto add = [&](Objected what, std::string objection) {
    if (!objection.empty()) objections[std::move(what)] = std::move(objection);
  };
  add({binary.policy, binary.path}, objection_to(entry, path, binary, facts));
  for (const PlannedHelper& helper : binary.helpers) {
    if (helper.in_profile) add({binary.policy, binary.path, helper.path}, objection_to(entry, helper, facts));
  }
}

/// Paths that a generation has beside those of its policies.
std::vector<std::string> planned_paths(const Generation& generation) {
  std::vector<std::string> paths;
  for (const PlannedBinary& binary : generation.binaries) {
    if (!binary.glob) paths.push_back(binary.real_path);
    for (const PlannedHelper& helper : binary.helpers) {
      if (!is_helper_pattern(helper.path)) append(paths, paths_of(helper));
    }
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
        if (binary != planned.end()) add_objections(objections, entry, path, *binary->second, facts);
      }
    }
  }
  return objections;
}

}  // namespace aug
