#include "actions/tried_programs.h"

#include <sys/stat.h>

#include "actions/prove.h"
#include "core/apparmor/compiled_policy.h"
#include "core/apparmor/label.h"
#include "core/text/failure.h"
#include "system/attempt.h"
#include "system/program_loader.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// Whether it says anything of the binary what its programs get.
bool counts(const PlannedBinary& binary) {
  if (binary.state == BinaryState::granted_by_other) return true;
  return binary.state != BinaryState::not_needed && binary.in_profile;
}

std::pair<std::string, std::string> key_of(const NamespaceTrial& trial) {
  return {trial.profile, trial.program};
}

}  // namespace

std::vector<std::string> programs_of(const Root& root, const PlannedBinary& binary) {
  if (binary.glob) return programs_matching(root, binary.path);
  if (!root.status(binary.path)) return {};
  return {binary.path};
}

TriedPrograms::TriedPrograms(const Host& host, const Generation& generation, const LoadedProfiles& loaded, Depth depth)
    : root_(host.root), loaded_(loaded) {
  if (!host.kernel) return;
  std::vector<Served> served;
  for (const PlannedBinary& binary : generation.binaries) {
    if (!counts(binary)) continue;
    for (std::string& program : attempt([&] { return programs_of(host.root, binary); })) {
      served.push_back({&binary, std::move(program)});
    }
  }
  attempt(
      [&] {
        ask_for_labels(served);
        if (depth == Depth::look) return;
        host.doing("trying what is granted");
        try_namespaces(served);
      },
      [&](const Failure& failure) { gap_ = failure.what(); });
}

void TriedPrograms::ask_for_labels(const std::vector<Served>& served) {
  std::vector<std::string> programs;
  for (const Served& each : served) programs.push_back(each.program);
  const std::vector<ExecLabel> labels = labels_at_exec(programs);
  for (std::size_t i = 0; i < labels.size(); ++i) labels_[programs[i]] = labels[i];
}

void TriedPrograms::try_namespaces(const std::vector<Served>& served) {
  std::vector<NamespaceTrial> trials;
  for (const auto& [binary, program] : served) {
    const auto trial = trial_for(*binary, program);
    if (trial && label_from(labels_[program].label).first() == trial->profile) trials.push_back(*trial);
  }
  // Under the same rules, one that works shows that the others do.
  std::map<Kind, NamespaceTrial> examples;
  std::vector<std::pair<Kind, NamespaceTrial>> others;
  std::vector<NamespaceTrial> first;
  for (const NamespaceTrial& trial : trials) {
    Kind kind = kind_of(trial);
    if (kind.first.empty() || examples.try_emplace(kind, trial).second) {
      first.push_back(trial);
    } else {
      others.emplace_back(std::move(kind), trial);
    }
  }
  take(first);
  std::vector<NamespaceTrial> untold;
  for (const auto& [kind, trial] : others) {
    const TriedNamespace& example = tried_[key_of(examples.at(kind))];
    if (example.failure.empty() && example.use.works()) {
      tried_[key_of(trial)] = example;
    } else {
      untold.push_back(trial);
    }
  }
  take(untold);
}

void TriedPrograms::take(const std::vector<NamespaceTrial>& trials) {
  const std::vector<TriedNamespace> tried = use_namespaces(trials);
  for (std::size_t i = 0; i < tried.size(); ++i) tried_[key_of(trials[i])] = tried[i];
}

TriedPrograms::Kind TriedPrograms::kind_of(const NamespaceTrial& trial) const {
  const auto profile = loaded_.find(trial.profile);
  if (profile == loaded_.end() || !profile->second.bytes) return {};
  const FileDescriptor program = attempt([&] { return root_.open_regular(trial.program); });
  // The trial has to find the same loader, as a plain user.
  struct stat status {};
  const bool is_readable = program && ::fstat(program.get(), &status) == 0 && (status.st_mode & S_IROTH) != 0;
  if (!is_readable || !changeable_by_others(root_, trial.program).empty()) return {};
  return {rules_in(*profile->second.bytes), loader_of(program)};
}

const std::string& TriedPrograms::label_of(const std::string& program) const {
  const auto found = labels_.find(program);
  if (found == labels_.end()) throw Failure(ExitCode::failed, gap_);
  if (!found->second.failure.empty()) throw Failure(ExitCode::failed, found->second.failure);
  return found->second.label;
}

TriedNamespace TriedPrograms::use_of(const PlannedBinary& binary, const std::string& program) const {
  const auto trial = trial_for(binary, program);
  if (!trial) return {};
  const auto found = tried_.find(key_of(*trial));
  return found == tried_.end() ? TriedNamespace{{}, gap_} : found->second;
}

}  // namespace aug
