#include "actions/explain.h"

#include "app/command.h"
#include "core/log/suggestion_text.h"
#include "core/plan/binary_state.h"
#include "core/text/counted.h"
#include "core/text/format.h"
#include "core/text/shell_word.h"
#include "core/text/wrapped.h"

namespace aug::app {
namespace {

/// Where there is no terminal.
constexpr std::size_t columns = 100;
constexpr std::string_view lines_of_policy = "            ";
constexpr const char* next_step =
    "run the program again, and right after it 'sudo aa-userns-gen suggest', which reads the kernel's own log; 'sudo "
    "aa-userns-gen doctor' looks for what is wrong on this host; 'aa-userns-gen explain --list' has all messages that "
    "are known";

/// A row that begins with its label; `fitted` breaks it.
std::string paragraph(std::string_view label, std::string_view text) {
  return aug::format("  {:<8}{}\n", label, text);
}

/// The paragraphs broken between words, below one another. What was said, and the lines of a policy, stay whole.
std::string fitted(std::string_view text, std::size_t width) {
  std::string result;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const bool is_paragraph = line.starts_with("  ") && !line.starts_with(lines_of_policy);
    result += is_paragraph ? wrapped(line, 10, width) : std::string(line);
    result += '\n';
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return result;
}

std::string text_of(const KnownMessage& message) {
  return paragraph("said by", message.said_by) + paragraph("cause", message.cause) + paragraph("do", message.remedy);
}

std::string text_of(const Explanation& explanation, const Style& style) {
  return style.bad(explanation.line) + '\n' + text_of(*explanation.message);
}

std::string text_of(const Finding& finding, std::string_view said_by) {
  return paragraph("said by", said_by) + paragraph("means", finding.means) + paragraph("cause", finding.comes) +
         paragraph("do", finding.remedy);
}

/// What `suggest` says of a record, in the words of this command.
struct RecordAnswer {
  std::vector<std::string> records;
  std::string cause;
  std::string remedy;
  std::vector<std::string> lines;  ///< of a policy
};

RecordAnswer answer_of(const SuggestedEntry& entry) {
  RecordAnswer answer;
  for (const ExaminedIncident& examined : entry.because) answer.records.push_back(examined.incident.text);
  answer.cause =
      aug::format("{} made a user namespace without a profile that grants it, so that no capability works in it ({})",
                  fmt::join(entry.paths, ", "), aug::describe(entry.because.front().facts));
  answer.remedy =
      "a text proves nothing: if that is the program which fails, name it to 'sudo aa-userns-gen suggest PROGRAM | "
      "sudo "
      "aa-userns-gen apply -', which grants it, or write these lines into a policy";
  for (const std::string& path : entry.paths) {
    answer.lines.push_back(aug::format("- path: \"{}\"", path));
    answer.lines.push_back(aug::format("  template: {}", entry.template_name));
  }
  return answer;
}

RecordAnswer answer_of(const Remark& remark) {
  RecordAnswer answer{{}, remark.what, remark.instead, remark.pasted};
  for (const Incident& incident : remark.because) answer.records.push_back(incident.text);
  return answer;
}

std::vector<RecordAnswer> answers_of(const Suggestion& suggestion) {
  std::vector<RecordAnswer> answers;
  for (const SuggestedEntry& entry : suggestion.entries) answers.push_back(answer_of(entry));
  for (const Remark& remark : suggestion.remarks) answers.push_back(answer_of(remark));
  return answers;
}

std::string text_of(const RecordAnswer& answer, const Style& style) {
  std::string text;
  for (const std::string& record : answer.records) text += style.bad(record) + '\n';
  text += paragraph("said by", "the kernel") + paragraph("cause", answer.cause) + paragraph("do", answer.remedy);
  for (const std::string& line : answer.lines) text += aug::format("{}{}\n", lines_of_policy, line);
  return text;
}

std::string text_of_unknown(const KnownMessage* nearest, std::optional<std::string_view> meant) {
  std::string text = "unknown: this is none of the messages that this program knows\n";
  if (meant) {
    text += paragraph("hint", aug::format("did you mean '{}'?", *meant));
  } else if (nearest != nullptr) {
    text += paragraph("nearest", nearest->example);
    text +=
        paragraph("", aug::format("which is another message: 'aa-userns-gen explain {}' tells about it", nearest->id));
  }
  return text + paragraph("do", next_step);
}

/// What `status` says is no message; "" for another word.
std::string text_of_state(std::string_view word) {
  if (std::ranges::find(binary_states, word, &Word<BinaryState>::word) == binary_states.end()) return "";
  return "unknown: this is none of the messages, but how a program stands, as status says it\n" +
         paragraph("do",
                   "'man aa-userns-gen' has all such words under STATES; 'aa-userns-gen doctor PROGRAM' says why");
}

std::string text_of_path(const std::string& path) {
  const std::string command = shell_line({"aa-userns-gen", "doctor", path});
  return "unknown: this is a path, and none of the messages that this program knows\n" +
         paragraph("do", "'aa-userns-gen doctor PROGRAM' looks at a program" + (command.empty() ? "" : ": " + command));
}

Json json_of(const KnownMessage& message) {
  return {{"id", message.id}, {"said_by", message.said_by}, {"cause", message.cause}, {"remedy", message.remedy}};
}

Json json_of(const Finding& finding, std::string_view said_by) {
  return {{"id", finding.id},
          {"said_by", said_by},
          {"meaning", finding.means},
          {"cause", finding.comes},
          {"remedy", finding.remedy}};
}

Json json_of(const Explanation& explanation) {
  Json message = json_of(*explanation.message);
  message["line"] = explanation.line;
  return message;
}

Json json_of(const RecordAnswer& answer) {
  return {{"id", "record"},
          {"said_by", "the kernel"},
          {"cause", answer.cause},
          {"remedy", answer.remedy},
          {"policy_lines", answer.lines},
          {"line", answer.records.empty() ? "" : answer.records.front()}};
}

template <typename Answer>
void add(const Answer& answer, const Style& style, Report& report) {
  if (!report.text.empty()) report.text += '\n';
  report.text += text_of(answer, style);
  report.fields["messages"].push_back(json_of(answer));
}

Report list_of_messages(const Invocation& invocation) {
  require_no_arguments(invocation, "explain --list");
  Report report;
  report.fields = {{"known", true}, {"messages", Json::array()}, {"nearest", nullptr}};
  for (const FindingGroup& group : finding_groups()) {
    for (const Finding& finding : group.findings) {
      report.text += aug::format("{:<28} {}\n", finding.id, group.said_by);
      Json message = json_of(finding, group.said_by);
      message["example"] = finding.title;
      report.fields["messages"].push_back(std::move(message));
    }
  }
  for (const KnownMessage& known : known_messages()) {
    report.text += aug::format("{:<28} {}\n", known.id, known.said_by);
    Json message = json_of(known);
    message["example"] = known.example;
    report.fields["messages"].push_back(std::move(message));
  }
  return report;
}

/// All that is known, at length; the page of findings is made of it.
Report everything(const Invocation& invocation) {
  require_no_arguments(invocation, "explain --all");
  Report report = list_of_messages(invocation);
  report.text.clear();
  for (const FindingGroup& group : finding_groups()) {
    report.text += aug::format("{}{}\n", report.text.empty() ? "" : "\n", group.title);
    for (const Finding& finding : group.findings) {
      report.text += aug::format("\n{}: {}\n{}", finding.id, finding.title, text_of(finding, group.said_by));
    }
  }
  report.text += "\nMessages of other programs\n";
  for (const KnownMessage& known : known_messages()) {
    report.text += aug::format("\n{}: {}\n{}", known.id, known.example, text_of(known));
  }
  return report;
}

Report report_on(const Finding& finding, const Style& style) {
  const std::string title = aug::format("{}: {}", finding.id, finding.title);
  const std::string_view said_by = group_of(finding.id)->said_by;
  Report report;
  report.text = style.bad(title) + '\n' + text_of(finding, said_by);
  Json message = json_of(finding, said_by);
  message["line"] = title;
  report.fields = {{"known", true}, {"messages", Json::array({message})}, {"nearest", nullptr}};
  return report;
}

void describe(po::options_description& options) {
  options.add_options()("list", po::bool_switch(), "list the ids of all findings and messages that are known")(
      "all", po::bool_switch(), "say of each what it means, how it comes, and what to do");
}

/// Whoever names a program asks another command.
bool is_path(const std::vector<std::string>& words) {
  return words.size() == 1 && words.front().starts_with('/') &&
         words.front().find_first_of(" \t\n") == std::string::npos;
}

std::string text_of_unknown(const std::vector<std::string>& words, const ExplainReport& result) {
  if (is_path(words)) return text_of_path(words.front());
  const std::string state = words.size() == 1 ? text_of_state(words.front()) : "";
  return state.empty() ? text_of_unknown(result.messages.nearest, result.meant) : state;
}

Report answer(const Invocation& invocation) {
  if (invocation.is_set("list")) return list_of_messages(invocation);
  if (invocation.is_set("all")) return everything(invocation);
  const ExplainReport result = explain(invocation.host_choice(), invocation.arguments);
  if (result.finding != nullptr) return report_on(*result.finding, invocation.style);
  Report report;
  report.fields = {{"known", result.is_known()}, {"messages", Json::array()}, {"nearest", nullptr}};
  for (const RecordAnswer& answer : answers_of(result.suggestion)) add(answer, invocation.style, report);
  for (const Explanation& explanation : result.messages.found) add(explanation, invocation.style, report);
  if (result.unread > 0) {
    report.diagnoses.push_back({"records-unread"_id,
                                Severity::notice,
                                {},
                                aug::format("{} like records of AppArmor, and could not be read, such as: {}",
                                            counted(result.unread, "line", "look"), result.first_unread),
                                ""});
  }
  if (result.is_known()) return report;
  report.text = text_of_unknown(invocation.arguments, result);
  report.fields["next"] = next_step;
  if (result.meant) report.fields["did_you_mean"] = *result.meant;
  if (const KnownMessage* nearest = result.messages.nearest) {
    report.fields["nearest"] = {{"id", nearest->id}, {"said_by", nearest->said_by}, {"example", nearest->example}};
  }
  return report;
}

Report run(const Invocation& invocation) {
  Report report = answer(invocation);
  report.text = fitted(report.text, invocation.style.is_for_terminal() ? invocation.style.width : columns);
  return report;
}

}  // namespace

const Command explain_command = {
    .name = "explain",
    .arguments = "[TEXT]",
    .summary = "say what an error message means, and what to do",
    .explanation =
        "Looks for the messages of bwrap, unshare, rootless containers, browsers, sandboxes of builds and coding "
        "agents,\n"
        "systemd, apparmor_parser and the kernel in TEXT, or in the standard input: a line, or a whole log. Paths, "
        "numbers,\n"
        "quotes and prefixes in it may differ. Records of AppArmor are read as 'suggest' reads them. TEXT may be the "
        "id\n"
        "of a message, or that of a finding or check of this program, as --json, --verbose and --list have them; all "
        "are\n"
        "in aa-userns-gen-findings(7). Says 'unknown', with the nearest known message and the next step, where it\n"
        "knows none; that is an answer too, with exit 0 ('known' is false in the object of --json). Exit 4 where there "
        "is\n"
        "nothing but records that cannot be read.",
    .describe = describe,
    .run = run,
};

}  // namespace aug::app
