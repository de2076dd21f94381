#pragma once

#include <string>
#include <vector>

#include "core/host/helper_trial.h"
#include "core/host/namespace_use.h"
#include "core/host/program_trial.h"
#include "system/probe_user.h"

namespace aug {

// All of these are answered by a helper: the running program started anew, whose main() has to begin with
// end_as_helper().

/// What the kernel gives to an exec of a program.
struct ExecLabel {
  std::string label;    ///< as /proc/PID/attr/current shows it: "bwrap (enforce)" or "unconfined"
  std::string failure;  ///< why there is none: it cannot be executed, or the kernel gives no label; or ""
};

/// Of each of these, which is stopped before its first instruction and never runs. Works for every user. Throws
/// Failure(failed) where nothing can be tried.
std::vector<ExecLabel> labels_at_exec(const std::vector<std::string>& programs);

/// The same of programs that need not be there, and are put there for nobody else to see: see place_programs(). Only
/// root can.
std::vector<ExecLabel> labels_if_there(const std::vector<std::string>& programs);

/// Of one. Throws Failure(failed), where there is none, too.
std::string label_at_exec(const std::string& program);

/// Runs it as the user of probes. Throws Failure(failed) where it cannot be tried.
SandboxTrial probe_bubblewrap(const std::string& bwrap);

/// A path that is a helper of a bubblewrap, and the profile that it has to get there.
struct HelperToTry {
  std::string bwrap;
  std::string helper;
  std::string profile;
};

/// Each in a sandbox, as the user of probes. The helper is not run: a program of ours is in its place. Throws
/// Failure(failed) where nothing can be tried.
std::vector<HelperTrial> probe_helpers(const std::vector<HelperToTry>& helpers);

/// What a program says of its version, run as the user of probes: "bubblewrap 0.9.0"; or "". Throws Failure(failed).
std::string version_of(const std::string& program);

/// A user namespace is made and used, as an unprivileged user, in a process that changes to a profile before. There,
/// the loader of the program has to be readable. Without root, the caller is that user.
struct NamespaceTrial {
  std::string profile;       ///< or "" for none
  std::string program = {};  ///< or ""
};

struct TriedNamespace {
  NamespaceUse use;
  std::string failure;  ///< why it could not be tried; or ""
};

/// Throws Failure(failed) where nothing can be tried.
std::vector<TriedNamespace> use_namespaces(const std::vector<NamespaceTrial>& trials);

/// Of one. Throws Failure(failed) where it cannot be tried, too.
NamespaceUse use_namespace(const std::string& profile, const std::string& program = {});

}  // namespace aug
