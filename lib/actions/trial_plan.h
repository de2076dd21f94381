#pragma once

#include <optional>
#include <set>
#include <string>

#include "core/change/generation.h"
#include "core/policy/policy.h"
#include "core/text/diagnosis.h"
#include "system/host.h"
#include "system/templates.h"

namespace aug {

/// What of others will have gone before a policy is applied.
struct Gone {
  std::set<std::string> files;     ///< switched off, or put aside
  std::set<std::string> profiles;  ///< taken out of the kernel
};

/// Plans policies that nobody has applied, beside those that are. Changes nothing. What it is given must outlive it.
class TrialPlan {
 public:
  TrialPlan(const Host& host, const Generation& current);

  /// Why apply would refuse it; nullopt where it would not, and where that cannot be told.
  std::optional<Diagnosis> refusal_of(const PolicyText& policy, const Gone& gone = {}) const;

 private:
  void plan(const PolicyText& policy, Gone gone) const;

  const Host& host_;
  const Generation& current_;
  Templates templates_;
};

}  // namespace aug
