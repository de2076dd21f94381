#include "actions/try_programs.h"

#include <sys/stat.h>

#include <string_view>
#include <utility>

#include "core/apparmor/compiled_policy.h"
#include "core/apparmor/label.h"
#include "core/text/failure.h"
#include "system/attempt.h"
#include "system/probe.h"
#include "system/program_loader.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// What an answer depends on: the rules of the profile, and the loader of the program. Without rules where that is not
/// known.
using Kind = std::pair<std::string_view, std::string>;

/// Programs and their trials, which are being made.
class Trials {
 public:
  Trials(const Root& root, const LoadedProfiles& loaded, ProgramTrials& trials)
      : root_(root), loaded_(loaded), trials_(trials) {}

  void ask_for_labels();
  void try_namespaces();
  void run_bubblewraps(const ProgramsToTry& programs);

 private:
  std::vector<std::string> labelled() const;
  Kind kind_of(const std::string& program) const;
  void take(const std::vector<std::string>& programs);

  const Root& root_;
  const LoadedProfiles& loaded_;
  ProgramTrials& trials_;
};

void Trials::ask_for_labels() {
  std::vector<std::string> programs;
  for (const auto& [program, trial] : trials_) programs.push_back(program);
  const std::vector<ExecLabel> labels = labels_at_exec(programs);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    trials_[programs[i]].label = labels[i].label;
    trials_[programs[i]].gap = labels[i].failure;
  }
}

std::vector<std::string> Trials::labelled() const {
  std::vector<std::string> programs;
  for (const auto& [program, trial] : trials_) {
    if (trial.gap.empty()) programs.push_back(program);
  }
  return programs;
}

void Trials::try_namespaces() {
  // Under the same rules, one that works shows that the others do.
  std::map<Kind, std::string> examples;
  std::vector<std::pair<Kind, std::string>> others;
  std::vector<std::string> first;
  for (const std::string& program : labelled()) {
    Kind kind = kind_of(program);
    if (kind.first.empty() || examples.try_emplace(kind, program).second) {
      first.push_back(program);
    } else {
      others.emplace_back(std::move(kind), program);
    }
  }
  take(first);
  std::vector<std::string> untold;
  for (const auto& [kind, program] : others) {
    const ProgramTrial& example = trials_[examples.at(kind)];
    if (example.use && example.use->works()) {
      trials_[program].use = example.use;
    } else {
      untold.push_back(program);
    }
  }
  take(untold);
}

Kind Trials::kind_of(const std::string& program) const {
  const auto profile = loaded_.find(label_from(trials_.at(program).label).name());
  if (profile == loaded_.end() || !profile->second.bytes) return {};
  const FileDescriptor file = attempt([&] { return root_.open_regular(program); });
  // The trial has to find the same loader, as a plain user.
  struct stat status {};
  const bool is_readable = file && ::fstat(file.get(), &status) == 0 && (status.st_mode & S_IROTH) != 0;
  if (!is_readable || !changeable_by_others(root_, program).empty()) return {};
  return {rules_in(*profile->second.bytes), loader_of(file)};
}

void Trials::take(const std::vector<std::string>& programs) {
  std::vector<NamespaceTrial> asked;
  for (const std::string& program : programs) {
    const Label label = label_from(trials_[program].label);
    asked.push_back({label.is_unconfined() ? "" : label.name(), program});
  }
  const std::vector<TriedNamespace> tried = use_namespaces(asked);
  for (std::size_t i = 0; i < tried.size(); ++i) {
    ProgramTrial& trial = trials_[programs[i]];
    trial.gap = tried[i].failure;
    // What keeps us from trying says nothing about the program.
    if (trial.gap.empty() && tried[i].use.reached < NamespaceUse::Stage::load) trial.gap = describe(tried[i].use);
    if (trial.gap.empty()) trial.use = tried[i].use;
  }
}

void Trials::run_bubblewraps(const ProgramsToTry& programs) {
  for (auto& [program, trial] : trials_) {
    if (programs.at(program)) run_bubblewrap(program, trial);
  }
}

}  // namespace

void run_bubblewrap(const std::string& program, ProgramTrial& trial) {
  const TrialOutcome outcome = judge(trial).outcome;
  if (outcome != TrialOutcome::works && outcome != TrialOutcome::limited) return;
  attempt([&] { trial.sandbox = probe_bubblewrap(program); },
          [&](const Failure& failure) { trial.gap = failure.what(); });
}

ProgramTrials try_programs(const Host& host, const ProgramsToTry& programs, Depth depth, const LoadedProfiles& loaded) {
  ProgramTrials made;
  for (const auto& [program, is_bubblewrap] : programs) made[program];
  Trials trials(host.root, loaded, made);
  attempt(
      [&] {
        trials.ask_for_labels();
        if (depth == Depth::look) return;
        trials.try_namespaces();
        trials.run_bubblewraps(programs);
      },
      [&](const Failure& failure) {
        for (auto& [program, trial] : made) {
          if (trial.gap.empty() && !trial.use) trial.gap = failure.what();
        }
      });
  return made;
}

}  // namespace aug
