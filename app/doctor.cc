#include "actions/doctor.h"

#include <algorithm>
#include <utility>

#include "app/command.h"
#include "core/text/counted.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/terminal_text.h"
#include "core/text/wrapped.h"

namespace aug::app {
namespace {

using Level = Check::Level;

std::string painted(Level level, const Style& style) {
  const std::string word = aug::format("{:<5}", name_of(level));
  switch (level) {
    case Level::fail:
      return style.bad(word);
    case Level::warn:
      return style.weak(word);
    case Level::ok:
      return style.good(word);
    case Level::info:
      break;
  }
  return word;
}

/// A note, whose lines are all comments: the rest of one would be a command.
std::string wrapped_note(std::string_view note, std::size_t width) {
  constexpr std::size_t before = 14;  // the indentation, and "# "
  constexpr std::size_t narrowest = 24;
  if (width < before + narrowest) return std::string(note);
  std::string text = wrapped(note.substr(2), 0, width - before);
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
    text.insert(at + 1, "# ");
  return "# " + text;
}

/// The lines of a remedy. Commands are pasted as they stand.
std::string text_of(const Remedy& remedy, std::size_t width) {
  if (remedy.size() == 1 && std::holds_alternative<RemedyNote>(remedy.front())) {
    return wrapped_note(shown(remedy), width);
  }
  return shown(remedy);
}

/// `text`, each of its lines after the label or below the first one, harmless for a terminal.
std::string indented(std::string_view label, std::string_view text, std::size_t width) {
  std::string result;
  std::string beginning = aug::format("      {:<6}", label);
  for (;;) {
    const std::size_t end = text.find('\n');
    const std::string line = harmless(text.substr(0, end));
    // Of what is pasted, the rest of a line behind a '#' would be a command.
    result += label == "do" ? beginning + line : wrapped(beginning + line, 12, width);
    result += '\n';
    if (end == std::string_view::npos) return result;
    beginning = std::string(12, ' ');
    text.remove_prefix(end + 1);
  }
}

/// Findings, each on a line of its own.
std::string broken(std::string_view evidence) {
  std::string lines;
  for (std::size_t end = 0; (end = evidence.find("; ")) != std::string_view::npos; evidence.remove_prefix(end + 2)) {
    lines.append(evidence.substr(0, end)) += '\n';
  }
  return lines.append(evidence);
}

std::string line_of(const Check& check, const Style& style) {
  const std::string message = harmless(check.message);
  const std::string row =
      aug::format("{} {}", painted(check.level, style), check.weakens_host ? style.bad(message) : message);
  return wrapped(row, 6, style.width) + '\n';
}

/// What is as it should be takes one line; what is not says how that is known, and what to do.
std::string text_of(const Check& check, const Invocation& invocation) {
  const std::size_t width = invocation.style.width;
  std::string text = line_of(check, invocation.style);
  const bool matters = check.level >= Level::warn;
  if (invocation.is_set("verbose")) text += indented("id", check.id.text(), width);
  if (!check.evidence.empty() && (matters || invocation.is_set("verbose")))
    text += indented("seen", broken(check.evidence), width);
  if (!check.remedy.empty() && (matters || invocation.is_set("verbose")))
    text += indented("do", text_of(check.remedy, width), width);
  return text;
}

/// A line for all checks of a level, by what they looked at.
std::string folded(const Checks& checks, Level level, const Style& style) {
  std::vector<std::string> ids;
  std::size_t count = 0;
  for (const Check& check : checks) {
    if (check.level != level) continue;
    ++count;
    add_once(ids, std::string(check.id.text()));
  }
  if (count == 0) return "";
  const std::string row =
      aug::format("{} {} on {}", painted(level, style), counted(count, "finding"), fmt::join(ids, ", "));
  return wrapped(row, 6, style.width) + '\n';
}

/// For a screen: the first cause with what to do, a line for each other problem, and one for all that is well.
std::string folded(const Checks& checks, const Invocation& invocation) {
  const Style& style = invocation.style;
  std::string text;
  bool is_first = true;
  for (const Check& check : checks) {
    if (check.level < Level::warn) continue;
    text += std::exchange(is_first, false) ? text_of(check, invocation) : line_of(check, style);
  }
  return text + folded(checks, Level::info, style) + folded(checks, Level::ok, style);
}

std::string summary(const Checks& checks, bool is_folded, bool is_root) {
  const auto count = [&](Level level) {
    return std::count_if(checks.begin(), checks.end(), [&](const Check& check) { return check.level == level; });
  };
  const std::string more = is_folded ? "; --verbose shows all of them" : "";
  if (is_healthy(checks)) return aug::format("{}: nothing is wrong{}", counted(checks.size(), "check"), more);
  return aug::format("{}: {} failed, {}; run the commands of the first{}, then doctor again{}",
                     counted(checks.size(), "check"), count(Level::fail), counted(count(Level::warn), "warning"),
                     is_root ? "" : " as root", more);
}

Json json_of(const Checks& checks) {
  Json list = Json::array();
  for (const Check& check : checks) {
    list.push_back({{"id", check.id.text()},
                    {"level", name_of(check.level)},
                    {"message", check.message},
                    {"evidence", check.evidence},
                    {"remedy", shown(check.remedy)}});
  }
  return list;
}

void describe(po::options_description& options) {
  options.add_options()("verbose", po::bool_switch(),
                        "show for each check its id, for 'explain', and how the answer is known");
}

Report run(const Invocation& invocation) {
  const Host host(invocation.host_choice());
  const Checks checks = doctor(host, invocation.arguments);
  Report report;
  report.exit = is_healthy(checks) ? ExitCode::done : ExitCode::not_as_applied;
  const bool is_folded = invocation.style.is_for_terminal() && !invocation.is_set("verbose");
  if (is_folded) {
    report.text = folded(checks, invocation);
  } else {
    for (const Check& check : checks) report.text += text_of(check, invocation);
  }
  const std::string last = summary(checks, is_folded, host.is_privileged());
  report.text += wrapped(last, 2, invocation.style.width) + '\n';
  report.fields["checks"] = json_of(checks);
  return report;
}

}  // namespace

const Command doctor_command = {
    .name = "doctor",
    .arguments = "[BINARY...]",
    .summary = "find out why user namespaces fail on this host, and what to do",
    .explanation =
        R"(Looks at the kernel, its settings and the files that set them, the parser, all profiles, the services and the log,
and tries what a plain user can do with a namespace, under the very profile that each BINARY gets: those named by their
absolute paths, or by names that are looked up in the standard folders, else those of the applied policies, and
bubblewrap. The worst comes first, causes before effects. The lines after 'do' are commands for a root shell; those with
a '#' are for you. It changes nothing. Exits with 7 where something fails or is a warning, else with 0. Without root it
sees less, and says so. On a terminal it shows the first cause with what to do about it, a line for each other problem,
and one for all that is well; --verbose shows all of them, each with its id, which 'explain' takes, and how the answer is
known.)",
    .groups = {OptionGroup::host, OptionGroup::kernel, OptionGroup::parser},
    .describe = describe,
    .run = run,
};

}  // namespace aug::app
