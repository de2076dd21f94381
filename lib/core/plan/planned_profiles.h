#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/host/host_facts.h"
#include "core/plan/plan.h"
#include "core/plan/plan_findings.h"

namespace aug {

/// The profiles that policies ask for, each once.
class PlannedProfiles {
 public:
  PlannedProfiles(const HostFacts& facts, PlanFindings& findings) : facts_(facts), findings_(findings) {}

  /// Adds it, or its paths to the one of that name. It is a conflict when the two differ in anything else.
  void add(const ProfilePlan& wanted, const std::string& policy);

  /// Looks for profiles of the same names that somebody else has for something else, in files but for those in
  /// `taken_over`, and in the kernel.
  void check_names(const std::set<std::string>& taken_over);

  /// All of them, sorted by name.
  std::vector<ProfilePlan> sorted() const;

 private:
  bool replaces_what_is_loaded(const ProfilePlan& profile) const;

  const HostFacts& facts_;
  PlanFindings& findings_;
  std::map<std::string, ProfilePlan> profiles_;
};

}  // namespace aug
