#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/host/host_facts.h"
#include "core/plan/lints.h"
#include "core/plan/plan.h"
#include "core/plan/plan_findings.h"
#include "core/policy/policy.h"

namespace aug {

/// The wish of one entry of a policy.
struct Wish {
  const BinaryEntry& entry;
  const std::string& policy;
  bool is_applied;  ///< see PlannedPolicy
};

/// The decisions on the paths that policies name.
class PlannedBinaries {
 public:
  PlannedBinaries(const HostFacts& facts, PlanFindings& findings) : facts_(facts), findings_(findings) {}

  /// Records what becomes of the path; whether it belongs into the profile.
  bool place(const Wish& wish, const BinaryPath& path);

  /// Records a path that needs nothing on this kernel.
  void leave(const Wish& wish, const BinaryPath& path) { record(wish, path, BinaryState::not_needed); }

  std::vector<PlannedBinary> binaries;  ///< in the order of placing
  std::set<std::string> taken_over;     ///< files of others to switch off

 private:
  Diagnoses mistakes_in(const BinaryPath& path, const LintVerdict& verdict) const;
  void leave_out(const Wish& wish, const BinaryPath& path, Diagnoses mistakes);
  bool settle_claims(const Wish& wish, const BinaryPath& path);
  bool is_first_owner(const Wish& wish, const BinaryPath& path);
  const std::string& served_file(const Wish& wish, const BinaryPath& path) const;
  PlannedBinary& record(const Wish& wish, const BinaryPath& path, BinaryState state);

  const HostFacts& facts_;
  PlanFindings& findings_;
  std::map<std::string, std::pair<const BinaryEntry*, std::string>> owners_;  // of a file: entry and policy
};

}  // namespace aug
