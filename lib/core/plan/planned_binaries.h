#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/host/host_facts.h"
#include "core/plan/claims.h"
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

/// Whether the path is a link, or leads over one, that may lead elsewhere than when its policy was applied.
inline bool is_applied_link(const Wish& wish, const BinaryPath& path, const HostFacts& facts) {
  return wish.is_applied && !wish.entry.glob && facts.paths.at(path.text).real_path != path.text;
}

/// The decisions on the paths that policies name. What others than root made of a program of an applied policy leaves
/// out that program and nothing else.
class PlannedBinaries {
 public:
  PlannedBinaries(const HostFacts& facts, PlanFindings& findings)
      : facts_(facts), claims_(facts), findings_(findings) {}

  /// Notes whose the files are, for all paths before the first is placed: which of two policies keeps a file is no
  /// matter of their order.
  void claim(const Wish& wish, const BinaryPath& path);

  /// Records what becomes of the path; whether it belongs into the profile.
  bool place(const Wish& wish, const BinaryPath& path);

  /// Takes back that the path was placed, the last one, and leaves it out; of applied policies only.
  void withdraw(const Wish& wish, const BinaryPath& path, Diagnosis why);

  /// When all are placed: what one policy leaves to another's profile may be what the next one takes over, and serves.
  void name_who_serves();

  /// Records a path that needs nothing on this kernel.
  void leave(const Wish& wish, const BinaryPath& path) { record(wish, path, BinaryState::not_needed); }

  std::vector<PlannedBinary> binaries;  ///< in the order of placing
  std::set<std::string> taken_over;     ///< files of others to switch off
  std::vector<Extension> extensions;    ///< one for each path whose helpers another's profile gets, without them yet

 private:
  /// Who gives a file its profile. The least `weakness` keeps it.
  struct Owner {
    const BinaryEntry* entry;
    std::string policy;
    bool is_applied;
    int weakness;
  };

  LintVerdict verdict_on(const Wish& wish, const BinaryPath& path) const;
  Diagnoses mistakes_in(const Wish& wish, const BinaryPath& path, const LintVerdict& verdict) const;
  void leave_out(const Wish& wish, const BinaryPath& path, Diagnoses mistakes);
  bool extend(const Wish& wish, const BinaryPath& path, const Claim& claim, const LintVerdict& verdict);
  bool settle_claims(const Wish& wish, const BinaryPath& path, const LintVerdict& verdict);
  bool is_led_by_others(const Wish& wish, const BinaryPath& path) const;
  bool is_owner(const Wish& wish, const BinaryPath& path);
  const Owner& owner_of(const Wish& wish, const BinaryPath& path) const;
  int weakness_of(const Wish& wish, const BinaryPath& path) const;
  const std::string& served_file(const Wish& wish, const BinaryPath& path) const;
  PlannedBinary& record(const Wish& wish, const BinaryPath& path, BinaryState state);

  const HostFacts& facts_;
  Claims claims_;
  PlanFindings& findings_;
  std::map<std::string, Owner> owners_;          // of a file, or a pattern
  std::map<std::string, Owner> pattern_owners_;  // of a file that a pattern takes in
};

}  // namespace aug
