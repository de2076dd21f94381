#include "actions/history.h"

#include "app/command.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

Json json_of(const HistoryEntry& entry) {
  return {{"time", entry.time},     {"uid", entry.uid},         {"sudo_user", entry.sudo_user},
          {"parent", entry.parent}, {"command", entry.command}, {"from", entry.from},
          {"to", entry.to},         {"steps", entry.steps}};
}

Report run(const Invocation& invocation) {
  require_no_arguments(invocation, "history");
  const Host host(invocation.host_choice());
  Report report;
  if (!host.may_read_state()) {
    report.add({{"less-without-root"_id,
                 Severity::notice,
                 {},
                 "cannot see the history: only root may",
                 "run this as root to see it"}});
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

}  // namespace

const Command history_command = {
    .name = "history",
    .summary = "list the changes and the generations that rollback can go to",
    .explanation = "Lists when which command changed what, and who called it.",
    .groups = {OptionGroup::host},
    .run = run,
};

}  // namespace aug::app
