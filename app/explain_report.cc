#include "app/explain_report.h"

#include <algorithm>

#include "core/log/suggestion_text.h"
#include "core/plan/binary_state.h"
#include "core/text/format.h"
#include "core/text/shell_word.h"
#include "core/text/wrapped.h"

namespace aug::app {
namespace {

constexpr std::string_view lines_of_policy = "            ";
/// A row that begins with its label; `fitted` breaks it.
std::string paragraph(std::string_view label, std::string_view text) {
  return aug::format("  {:<8}{}\n", label, text);
}

std::string cause_of(const SuggestedEntry& entry) {
  const std::string source = aug::describe(entry.because.front().facts);
  if (!entry.helpers.empty()) {
    return aug::format("{} was refused a namespace of its own in the sandbox of {} ({})",
                       fmt::join(entry.helpers, ", "), fmt::join(entry.paths, ", "), source);
  }
  return aug::format(
      "{} made a user namespace without a profile that grants it, so that no capability works in it ({})",
      fmt::join(entry.paths, ", "), source);
}

RecordAnswer answer_of(const SuggestedEntry& entry) {
  RecordAnswer answer;
  for (const ExaminedIncident& examined : entry.because) answer.records.push_back(examined.incident.text);
  answer.cause = cause_of(entry);
  answer.remedy =
      entry.helpers.empty()
          ? "a text proves nothing: if that is the program which fails, name it to 'sudo aa-userns-gen suggest PROGRAM "
            "| sudo aa-userns-gen apply -', which grants it, or write these lines into a policy"
          : "a text proves nothing: if that is the helper which fails, 'sudo aa-userns-gen suggest >policy.yaml' "
            "writes these lines from the kernel's own log";
  answer.lines = policy_lines(entry);
  return answer;
}

RecordAnswer answer_of(const Remark& remark) {
  RecordAnswer answer{{}, remark.what, remark.instead, remark.pasted};
  for (const Incident& incident : remark.because) answer.records.push_back(incident.text);
  return answer;
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

/// Whoever names a program asks another command.
bool is_path(const std::vector<std::string>& words) {
  return words.size() == 1 && words.front().starts_with('/') &&
         words.front().find_first_of(" \t\n") == std::string::npos;
}

}  // namespace

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

std::string text_of_unknown(const std::vector<std::string>& words, const ExplainReport& result) {
  if (is_path(words)) return text_of_path(words.front());
  const std::string state = words.size() == 1 ? text_of_state(words.front()) : "";
  return state.empty() ? text_of_unknown(result.messages.nearest, result.meant) : state;
}

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

}  // namespace aug::app
