#include "actions/doctor_remedies.h"

#include <optional>

#include "actions/trial_plan.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/attempt.h"
#include "system/policy_files.h"

namespace aug {
namespace {

/// Adds what the command does to others' profiles.
void note(Gone& gone, const RemedyLine& line) {
  if (const auto* file = std::get_if<RemedyFile>(&line)) {
    if (file->path.ends_with("/.remove")) gone.profiles.insert(file->lines.begin(), file->lines.end());
  } else if (const auto* command = std::get_if<RemedyCommand>(&line)) {
    const bool goes = command->program == "ln" || command->program == "mv" || command->program == "rm" ||
                      (command->program == "apparmor_parser" && contains(command->arguments, "--remove"));
    if (goes) gone.files.insert(command->arguments.begin(), command->arguments.end());
  }
}

bool is_apply(const RemedyLine& line) {
  const auto* command = std::get_if<RemedyCommand>(&line);
  return command != nullptr && command->program == own_command({}).program && !command->arguments.empty() &&
         command->arguments.front() == "apply";
}

PolicyText policy_of(const Host& host, const RemedyCommand& command) {
  if (command.input.empty()) return find_policy(host.root, command.arguments.back());
  return {aug::format("{}\n", fmt::join(command.input, "\n")), ""};
}

RemedyNote note_of(const Diagnosis& refusal) {
  return {aug::format("no command, since it would be refused: {}; {}", refusal.message, refusal.hint)};
}

}  // namespace

Checks with_planned_remedies(const Host& host, const Generation& current, Checks checks) {
  std::optional<TrialPlan> trial;
  Gone gone;
  for (Check& check : checks) {
    for (RemedyLine& line : check.remedy) {
      note(gone, line);
      if (!is_apply(line) || check.level < Check::Level::warn) continue;
      if (!trial) trial.emplace(host, current);
      const auto policy = attempt([&] { return std::optional(policy_of(host, std::get<RemedyCommand>(line))); });
      if (!policy) continue;
      if (const auto refusal = trial->refusal_of(*policy, gone)) line = note_of(*refusal);
    }
  }
  return checks;
}

}  // namespace aug
