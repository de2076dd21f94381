#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actions/depth.h"
#include "core/apparmor/loaded_profile.h"
#include "core/change/generation.h"
#include "system/host.h"
#include "system/probe.h"

namespace aug {

/// The programs that a binary of a policy stands for now.
std::vector<std::string> programs_of(const Root& root, const PlannedBinary& binary);

/// What the kernel gives to the programs of a generation, and how far each grant got when it was tried. All are asked
/// at once: that costs far less than one after the other. What cannot be found out of one is no failure of the others.
class TriedPrograms {
 public:
  /// `loaded` has the bytes of ours, and must outlive this, as must the host. `Depth::look` tries nothing.
  TriedPrograms(const Host& host, const Generation& generation, const LoadedProfiles& loaded, Depth depth);

  /// As label_at_exec() has it. Throws Failure(failed) where there is none.
  const std::string& label_of(const std::string& program) const;
  TriedNamespace use_of(const PlannedBinary& binary, const std::string& program) const;

 private:
  struct Served {
    const PlannedBinary* binary;
    std::string program;
  };

  void ask_for_labels(const std::vector<Served>& served);
  void try_namespaces(const std::vector<Served>& served);
  void take(const std::vector<NamespaceTrial>& trials);

  /// What an answer depends on: the rules of the profile, and the loader of the program. Without rules where that is
  /// not known.
  using Kind = std::pair<std::string_view, std::string>;
  Kind kind_of(const NamespaceTrial& trial) const;

  const Root& root_;
  const LoadedProfiles& loaded_;
  std::map<std::string, ExecLabel> labels_;
  std::map<std::pair<std::string, std::string>, TriedNamespace> tried_;  ///< by profile and program
  std::string gap_ = "it was not tried: it came while others were";      ///< of what has no answer
};

}  // namespace aug
