#include "system/probe_question.h"

#include <algorithm>
#include <array>
#include <utility>

namespace aug {
namespace {

constexpr std::array<std::string_view, 6> kinds = {"label",      "label-if-there", "namespace",
                                                   "bubblewrap", "helper",         "version"};  // as in the enum

std::string take_field(std::string_view& text) {
  const std::size_t end = std::min(text.find('\0'), text.size());
  const std::string field(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return field;
}

}  // namespace

std::chrono::seconds patience_with(ProbeQuestion::Kind kind) {
  switch (kind) {
    case ProbeQuestion::Kind::label_at_exec:
    case ProbeQuestion::Kind::label_if_there:
    case ProbeQuestion::Kind::use_namespace:
      return patience_with_probes;
    case ProbeQuestion::Kind::run_bubblewrap:
      return 2 * patience_with_programs + patience_with_probes;
    case ProbeQuestion::Kind::run_helper:
    case ProbeQuestion::Kind::ask_version:
      return patience_with_programs + patience_with_probes;
  }
  return patience_with_probes;
}

/// Fields that end with a NUL, which no path and no label has.
std::string text_of(const std::vector<ProbeQuestion>& questions) {
  std::string text;
  for (const ProbeQuestion& question : questions) {
    const std::string kind(kinds.at(static_cast<std::size_t>(question.kind)));
    for (const std::string& field : {kind, question.label, question.helper, question.program}) (text += field) += '\0';
  }
  return text;
}

std::vector<ProbeQuestion> questions_in(std::string_view text) {
  std::vector<ProbeQuestion> questions;
  while (!text.empty()) {
    const auto kind = std::ranges::find(kinds, take_field(text)) - kinds.begin();
    std::string label = take_field(text);
    std::string helper = take_field(text);
    questions.push_back(
        {static_cast<ProbeQuestion::Kind>(kind), take_field(text), std::move(label), std::move(helper)});
  }
  return questions;
}

}  // namespace aug
