#include "actions/rollback.h"

#include <charconv>

#include "actions/recover.h"
#include "app/command.h"
#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

std::optional<int> number_in(const Invocation& invocation) {
  if (invocation.arguments.empty()) return std::nullopt;
  const std::string& word = invocation.arguments.front();
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (invocation.arguments.size() > 1 || error != std::errc() || end != word.data() + word.size() || number < 0) {
    throw Failure(ExitCode::usage, aug::format("cannot use '{}': it is no generation", invocation.arguments.back()),
                  "name one number; 'aa-userns-gen history' lists them");
  }
  return number;
}

Report run_rollback(const Invocation& invocation) {
  const std::optional<int> number = number_in(invocation);
  const Host host(invocation.host_choice());
  return report_on(rollback(host, number, invocation.is_set("dry-run"), invocation.is_set("restart-units")), invocation,
                   "went to");
}

Json json_of(const HistoryEntry& entry) {
  return {{"time", entry.time},     {"uid", entry.uid},         {"sudo_user", entry.sudo_user},
          {"parent", entry.parent}, {"command", entry.command}, {"from", entry.from},
          {"to", entry.to},         {"steps", entry.steps}};
}

Report run_history(const Invocation& invocation) {
  require_no_arguments(invocation, "history");
  const Host host(invocation.host_choice());
  Report report;
  if (!host.may_read_state()) {
    report.add({{Severity::notice, {}, "cannot see the history: only root may", "run this as root to see it"}});
    return report;
  }
  const HistoryReport history = aug::history(host);
  report.fields = {{"generation", history.current}, {"generations", history.generations}, {"entries", Json::array()}};
  for (const HistoryEntry& entry : history.entries) {
    report.fields["entries"].push_back(json_of(entry));
    report.text += aug::format("{}  {}\n", entry.time, sentence_of(entry));
  }
  report.text += aug::format("generation {} is current; there {} 0{}{}\n", history.current,
                             history.generations.empty() ? "is" : "are", history.generations.empty() ? "" : ", ",
                             fmt::join(history.generations, ", "));
  return report;
}

Report run_recover(const Invocation& invocation) {
  require_no_arguments(invocation, "recover");
  const Host host(invocation.host_choice());
  const auto recovery = recover(host);
  Report report;
  report.fields["recovered"] = recovery.has_value();
  if (!recovery) {
    report.text = "nothing to recover\n";
    return report;
  }
  report.diagnoses = recovery->warnings;
  for (const Step& step : recovery->taken_back) report.text += describe(step) + "\n";
  report.text += aug::format("took back an interrupted '{}': the host is as it was before\n", recovery->command);
  return report;
}

}  // namespace

const Command rollback_command = {
    "rollback",
    "[GENERATION]",
    "go back to the generation before, or to the one named",
    "Takes the host to the generation before the current one, or to the named one, later ones too; 0 is the state\n"
    "before the first. Verified and taken back like any other change.",
    restart_option,
    run_rollback,
    true,
};

const Command history_command = {
    "history",
    "",
    "list the changes and the generations that rollback can go to",
    "Lists when which command changed what, and who called it.",
    no_options,
    run_history,
};

const Command recover_command = {
    "recover",
    "",
    "take back what an interrupted change left",
    "Takes back what a change left that was interrupted by a crash or a power cut. Every other changing command\n"
    "does so first, and at boot aa-userns-gen-recover.service does, before the profiles are loaded.",
    no_options,
    run_recover,
    true,
};

}  // namespace aug::app
