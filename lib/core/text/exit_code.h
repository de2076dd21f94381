#pragma once

namespace aug {

/// The exit statuses of the program; part of the contract, listed in the README.
enum class ExitCode {
  done = 0,            ///< done, or nothing to do
  failed = 1,          ///< failed; the host is as it was before
  usage = 2,           ///< wrong usage
  invalid_policy = 3,  ///< invalid policy
  unsupported = 4,     ///< this host cannot
  inconsistent = 5,    ///< inconsistent: taking back failed too
  // Claims on a binary come from plan/claims.h and end in plan/plan_findings.h, contradictions of settings in
  // plan/setting_planner.cc, others' files in change/file_changes.cc, those of packages in actions/decide.cc, and what
  // only the kernel shows in status/postconditions.cc; app/reconcile.cc has it for policies that stay as they are.
  conflict = 6,        ///< conflict: another profile claims the binary; nothing changed
  not_as_applied = 7,  ///< not as applied
};

}  // namespace aug
