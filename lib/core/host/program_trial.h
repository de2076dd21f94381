#pragma once

#include <optional>
#include <string>

#include "core/host/namespace_use.h"

namespace aug {

/// How far a bubblewrap got that was run as a plain user.
struct SandboxTrial {
  bool creates_namespace = false;   ///< it ran a program in a new user namespace
  bool capability_refused = false;  ///< that program, given all capabilities by bwrap, could not use one (chroot)
  std::string evidence;             ///< what the programs said
};

/// What became of a program when it was tried as a plain user.
struct ProgramTrial {
  std::string label;                    ///< that the kernel gives to its exec: "bwrap (enforce)"; "" where not known
  std::string gap;                      ///< why that, or what it allows, is not known; or ""
  std::optional<NamespaceUse> use;      ///< by a process with that label; nullopt: not tried
  std::optional<SandboxTrial> sandbox;  ///< of a bubblewrap that was run

  /// Why a bubblewrap fails that may make namespaces; or "".
  std::string refusal() const;
};

/// Whether a program can use user namespaces.
enum class TrialOutcome {
  works,
  limited,  ///< it makes one, and its profile keeps it from some of what namespaces are for: it may need that or not
  fails,
  unknown,
};

struct Judgement {
  TrialOutcome outcome = TrialOutcome::unknown;
  std::string why;  ///< what was seen, in words
};

/// What serves a program, and whether that works: the one judgement for every command.
Judgement judge(const ProgramTrial& trial);

}  // namespace aug
