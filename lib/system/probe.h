#pragma once

#include <sys/types.h>

#include <string>

#include "core/host/namespace_use.h"

namespace aug {

/// The user that probes run as: ourselves, or for root one that is nobody else's, so that no other process can reach
/// into a probe. Where such a one is not mapped, in a container, it is nobody of base-passwd.
uid_t user_of_probes();

/// The label that the kernel gives to an exec of `program`, as /proc/PID/attr/current shows it: "bwrap (enforce)" or
/// "unconfined". The program is stopped before its first instruction and never runs. Works for every user.
/// Throws Failure(failed) when it cannot be executed or the kernel gives no label.
std::string label_at_exec(const std::string& program);

/// How far a bubblewrap gets as an unprivileged user.
struct NamespaceProbe {
  bool creates_namespace = false;   ///< it ran a program in a new user namespace
  bool capability_refused = false;  ///< that program, given all capabilities by bwrap, could not use one (chroot)
  std::string evidence;             ///< what the programs said
};

NamespaceProbe probe_bubblewrap(const std::string& bwrap);

/// Makes a user namespace and uses it, as an unprivileged user, in a process that changes to the profile `label`
/// before; "" for none. There, the loader of `program` has to be readable. Without root, the caller is that user.
/// Starts the running program anew, whose main() has to begin with end_as_trial(). Throws Failure(failed) when it
/// cannot be tried.
NamespaceUse use_namespace(const std::string& label, const std::string& program = {});

}  // namespace aug
