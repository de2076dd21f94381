#include "actions/history.h"

#include <optional>

#include "app/generation_argument.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/wrapped.h"

namespace aug::app {
namespace {

/// Of a change, in the list of all; of more, one line tells how many.
constexpr std::size_t most_steps = 3;

Json json_of(const HistoryEntry& entry) {
  return {{"time", entry.time},     {"uid", entry.uid},         {"sudo_user", entry.sudo_user},
          {"parent", entry.parent}, {"command", entry.command}, {"from", entry.from},
          {"to", entry.to},         {"steps", entry.steps}};
}

/// No news to most: the columns have it.
bool is_of_records(const std::string& step) {
  return step.starts_with("select ");
}

enum class Length { some_steps, all_steps };

/// One change: a row of columns, and below it what was done.
std::string text_of(const HistoryEntry& entry, Length length, const Style& style) {
  const std::string row =
      aug::format("{}  {:<9}  {} -> {}  by uid {}{} from {}:", entry.time, entry.command, entry.from, entry.to,
                  entry.uid, entry.sudo_user.empty() ? "" : aug::format(" ({})", entry.sudo_user), entry.parent);
  std::string text = wrapped(style.only_ours(row), 4, style.width) + '\n';
  std::vector<std::string> steps = entry.steps;
  if (length == Length::some_steps) std::erase_if(steps, is_of_records);
  if (steps.empty()) text += "    nothing on the host changed: what is applied was written down anew\n";
  const bool is_much = length == Length::some_steps && steps.size() > most_steps;
  const std::size_t shown = is_much ? most_steps - 1 : steps.size();
  for (std::size_t at = 0; at < shown; ++at) {
    text += wrapped(style.only_ours("    " + steps[at]), 6, style.width) + '\n';
  }
  if (is_much) {
    text += aug::format("    and {} more: 'aa-userns-gen history {}' has all\n", steps.size() - shown, entry.to);
  }
  return text;
}

/// The generation whose changes are asked for; nullopt for all.
std::optional<int> asked_generation(const Invocation& invocation) {
  return invocation.arguments.empty() ? std::nullopt : std::optional(number_of_generation(invocation.arguments));
}

Report run(const Invocation& invocation) {
  const std::optional<int> asked = asked_generation(invocation);
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
    if (asked && entry.to != *asked) continue;
    report.fields["entries"].push_back(json_of(entry));
    report.text += text_of(entry, asked ? Length::all_steps : Length::some_steps, invocation.style);
  }
  if (asked && report.text.empty()) {
    throw Failure(ExitCode::failed, "no-such-generation"_id,
                  aug::format("cannot show how generation {} came: no change led to it", *asked),
                  "'aa-userns-gen history' has all changes");
  }
  report.text += aug::format("generation {} is current; there {} 0{}{}\n", history.current,
                             history.generations.empty() ? "is" : "are", history.generations.empty() ? "" : ", ",
                             fmt::join(history.generations, ", "));
  return report;
}

}  // namespace

const Command history_command = {
    .name = "history",
    .arguments = "[GENERATION]",
    .summary = "list the changes and the generations that rollback can go to",
    .explanation =
        "Lists when which command changed what, and who called it: the generation before and after, and the first "
        "steps. "
        "With\n"
        "a generation, all steps of the changes that led to it.",
    .groups = {OptionGroup::host},
    .run = run,
};

}  // namespace aug::app
