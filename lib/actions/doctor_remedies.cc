#include "actions/doctor_remedies.h"

#include <algorithm>
#include <optional>

#include "actions/known_policies.h"
#include "actions/suggest_programs.h"
#include "actions/trial_plan.h"
#include "core/policy/example_policy.h"
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

/// Why there is no command, what to do instead, and the lines of a policy for who decides so.
Remedy no_command(const std::string& what, const std::string& instead, const std::vector<std::string>& pasted = {}) {
  Remedy remedy =
      by_hand(aug::format("no command, since it would be refused: {}{}{}", what, instead.empty() ? "" : "; ", instead));
  for (const std::string& line : pasted) remedy.emplace_back(RemedyNote{line});
  return remedy;
}

/// Whether apply finds it by its name: its file may be called otherwise.
bool is_found_by_name(const Host& host, const KnownPolicy& known) {
  return attempt([&] { return find_policy(host.root, known.name).text; }) == known.source.text;
}

/// The one policy known here that names the program and is applied as it stands; "" for none, and for several.
std::string known_policy_for(const Host& host, const std::string& path) {
  std::vector<std::string> names;
  for (const KnownPolicy& known : attempt([&] { return known_policies(host.root); })) {
    if (!known.policy || !placeholders_in(*known.policy).empty() || !is_found_by_name(host, known)) continue;
    const auto names_it = [&](const BinaryEntry& entry) {
      return !entry.glob && std::ranges::find(entry.paths, path, &BinaryPath::text) != entry.paths.end();
    };
    if (std::ranges::any_of(known.policy->binaries, names_it)) names.push_back(known.name);
  }
  return names.size() == 1 ? names.front() : "";
}

/// Plans what the remedies would apply.
class Planner {
 public:
  Planner(const Host& host, const Generation& current) : host_(host), trial_(host, current) {}

  Remedy planned(const RemedyCommand& command, const Gone& gone) const {
    return command.reads.empty() ? as_it_stands(command, gone) : suggested(command, gone);
  }

 private:
  Remedy as_it_stands(const RemedyCommand& command, const Gone& gone) const {
    const auto policy = attempt([&] { return std::optional(policy_of(host_, command)); });
    if (!policy) return {command};
    const auto refusal = trial_.refusal_of(*policy, gone);
    return refusal ? no_command(refusal->message, refusal->hint) : Remedy{command};
  }

  /// What `suggest` refuses is told with its reason.
  Remedy suggested(const RemedyCommand& command, const Gone& gone) const {
    const std::string& path = command.reads.back();
    if (const std::string known = known_policy_for(host_, path); !known.empty()) {
      const Remedy remedy = as_it_stands(own_command({"apply", known}), gone);
      if (std::holds_alternative<RemedyCommand>(remedy.front())) return remedy;
    }
    const ProgramSuggestion result = suggest_programs(host_, {path}, gone);
    if (!result.policy.empty()) return {command};
    const Remark& remark = result.suggestion.remarks.front();
    return no_command(remark.what, remark.instead, remark.pasted);
  }

  const Host& host_;
  TrialPlan trial_;
};

}  // namespace

Checks with_planned_remedies(const Host& host, const Generation& current, Checks checks) {
  std::optional<Planner> planner;
  Gone gone;
  for (Check& check : checks) {
    Remedy remedy;
    for (const RemedyLine& line : check.remedy) {
      note(gone, line);
      if (!is_apply(line) || check.level < Check::Level::warn) {
        remedy.push_back(line);
        continue;
      }
      if (!planner) planner.emplace(host, current);
      append(remedy, planner->planned(std::get<RemedyCommand>(line), gone));
    }
    check.remedy = std::move(remedy);
  }
  return checks;
}

}  // namespace aug
