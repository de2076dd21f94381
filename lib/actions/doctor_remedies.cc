#include "actions/doctor_remedies.h"

#include <algorithm>
#include <set>

#include "actions/read_policies.h"
#include "core/plan/profile_planner.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/attempt.h"
#include "system/policy_files.h"
#include "system/templates.h"

namespace aug {
namespace {

/// What the commands before have done to others' profiles.
struct Done {
  std::set<std::string> files;     ///< switched off, or put aside
  std::set<std::string> profiles;  ///< taken out of the kernel

  void note(const RemedyLine& line) {
    if (const auto* file = std::get_if<RemedyFile>(&line)) {
      if (file->path.ends_with("/.remove")) profiles.insert(file->lines.begin(), file->lines.end());
    } else if (const auto* command = std::get_if<RemedyCommand>(&line)) {
      const bool goes = command->program == "ln" || command->program == "mv" || command->program == "rm" ||
                        (command->program == "apparmor_parser" && contains(command->arguments, "--remove"));
      if (goes) files.insert(command->arguments.begin(), command->arguments.end());
    }
  }
};

bool is_apply(const RemedyLine& line) {
  const auto* command = std::get_if<RemedyCommand>(&line);
  return command != nullptr && command->program == own_command({}).program && !command->arguments.empty() &&
         command->arguments.front() == "apply";
}

PolicyText policy_of(const Host& host, const RemedyCommand& command) {
  if (command.input.empty()) return find_policy(host.root, command.arguments.back());
  return {aug::format("{}\n", fmt::join(command.input, "\n")), ""};
}

class Trial {
 public:
  Trial(const Host& host, const Generation& current)
      : host_(host), current_(current), templates_(load_templates(host.root, "")) {}

  /// Why it would be refused; nullopt where it would not.
  std::optional<Diagnosis> refusal_of(const RemedyCommand& command, const Done& done) const {
    return attempt(
        [&]() -> std::optional<Diagnosis> {
          plan(policy_of(host_, command), done);
          return std::nullopt;
        },
        [](const Failure& failure) -> std::optional<Diagnosis> {
          const bool is_of_policy = failure.code() == ExitCode::conflict || failure.code() == ExitCode::invalid_policy;
          if (!is_of_policy || failure.diagnoses().empty()) return std::nullopt;
          return failure.diagnoses().front();
        });
  }

 private:
  void plan(const PolicyText& added, const Done& done) const {
    Diagnoses notices;
    std::vector<PolicyText> texts{added};
    const std::string name = read_policies(texts, notices).front().name;
    std::vector<bool> is_always{false};
    for (const AppliedPolicy& applied : current_.policies) {
      if (applied.name == name) continue;
      texts.push_back(applied.source);
      is_always.push_back(applied.always);
    }
    const std::vector<Policy> policies = read_policies(texts, notices);
    std::vector<PlannedPolicy> planned;
    for (std::size_t i = 0; i < policies.size(); ++i) planned.push_back({policies[i], is_always[i], i > 0});
    HostFacts facts = gather_facts(host_, policies);
    look_at_others(facts, host_, current_);
    std::set<std::string> gone = done.profiles;
    std::erase_if(facts.others, [&](const OtherProfile& other) {
      if (!done.files.contains(other.path)) return false;
      gone.insert(full_name(other.profile));
      return true;
    });
    std::erase_if(facts.foreign, [&](const auto& each) { return gone.contains(each.first); });
    plan_profiles(planned, facts, templates_);
  }

  const Host& host_;
  const Generation& current_;
  Templates templates_;
};

RemedyNote note_of(const Diagnosis& refusal) {
  return {aug::format("no command, since it would be refused: {}; {}", refusal.message, refusal.hint)};
}

}  // namespace

Checks with_planned_remedies(const Host& host, const Generation& current, Checks checks) {
  std::optional<Trial> trial;
  Done done;
  for (Check& check : checks) {
    for (RemedyLine& line : check.remedy) {
      done.note(line);
      if (!is_apply(line) || check.level < Check::Level::warn) continue;
      if (!trial) trial.emplace(host, current);
      if (const auto refusal = trial->refusal_of(std::get<RemedyCommand>(line), done)) line = note_of(*refusal);
    }
  }
  return checks;
}

}  // namespace aug
