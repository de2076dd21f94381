#include "actions/explain.h"

#include "app/command.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

constexpr std::size_t columns = 100;

/// "  label: text", broken between words, the lines below one another.
std::string paragraph(std::string_view label, std::string_view text) {
  const std::string indentation(10, ' ');
  std::string result = aug::format("  {:<8}", label);
  std::size_t width = result.size();
  bool is_first = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (!is_first && width + 1 + word.size() > columns) {
      result += '\n' + indentation;
      width = indentation.size();
    } else if (!is_first) {
      result += ' ';
      ++width;
    }
    result += word;
    width += word.size();
    is_first = false;
  }
  return result + '\n';
}

std::string text_of(const Explanation& explanation, const Style& style) {
  return style.bad(explanation.line) + '\n' + paragraph("said by", explanation.message->said_by) +
         paragraph("cause", explanation.message->cause) + paragraph("do", explanation.message->remedy);
}

std::string text_of_unknown(const KnownMessage* nearest) {
  std::string text = "unknown: this is none of the messages that this program knows\n";
  if (nearest != nullptr) {
    text += paragraph("nearest", nearest->example);
    text += paragraph("", "which is another message: 'aa-userns-gen explain' tells about it when asked for it");
  }
  return text;
}

Json json_of(const KnownMessage& message) {
  return {{"id", message.id}, {"said_by", message.said_by}, {"cause", message.cause}, {"remedy", message.remedy}};
}

Report run(const Invocation& invocation) {
  const Explanations explanations = explain(invocation.arguments);
  Report report;
  report.fields = {{"known", !explanations.found.empty()}, {"messages", Json::array()}, {"nearest", nullptr}};
  for (const Explanation& explanation : explanations.found) {
    if (!report.text.empty()) report.text += '\n';
    report.text += text_of(explanation, invocation.style);
    Json message = json_of(*explanation.message);
    message["line"] = explanation.line;
    report.fields["messages"].push_back(std::move(message));
  }
  if (!explanations.found.empty()) return report;
  report.text = text_of_unknown(explanations.nearest);
  if (const KnownMessage* nearest = explanations.nearest) {
    report.fields["nearest"] = {{"id", nearest->id}, {"said_by", nearest->said_by}, {"example", nearest->example}};
  }
  return report;
}

}  // namespace

const Command explain_command = {
    .name = "explain",
    .arguments = "[TEXT]",
    .summary = "say what an error message means, and what to do",
    .explanation =
        "Looks for the messages of bwrap, unshare, podman, Chrome and Electron, Codex, systemd, apparmor_parser and "
        "the\n"
        "kernel in TEXT, or in the standard input: a line, or a whole log. Paths, numbers, quotes and prefixes in it "
        "may\n"
        "differ. Says 'unknown', with the nearest known message, where it knows none; that is an answer too, with exit "
        "0\n"
        "('known' is false in the object of --json).",
    .run = run,
};

}  // namespace aug::app
