#include "core/text_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "core/failure.h"
#include "core/source_text.h"

namespace aug {
namespace {

constexpr std::string_view hole_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
constexpr std::string_view optional_line = "# Rules that the kernel may leave unenforced: ";

std::vector<std::string> optional_classes_in(const std::string& text) {
  const std::size_t at = text.find(optional_line);
  if (at == std::string::npos) return {};
  const std::size_t list = at + optional_line.size();
  std::istringstream line(text.substr(list, text.find('\n', list) - list));
  std::vector<std::string> classes;
  for (std::string word; line >> word;) {
    word.erase(std::find(word.begin(), word.end(), ','), word.end());
    if (!word.empty()) classes.push_back(word);  // "" would take in every remark whose class is unknown
  }
  return classes;
}

}  // namespace

TextTemplate::TextTemplate(std::string text, std::string origin)
    : text_(std::move(text)),
      origin_(std::move(origin)),
      holes_(holes_in(text_)),
      optional_classes_(optional_classes_in(text_)) {}

std::vector<TextTemplate::Hole> TextTemplate::holes_in(std::string_view text) {
  std::vector<Hole> holes;
  std::size_t at = text.find('@');
  while (at != std::string_view::npos) {
    const std::size_t end = text.find_first_not_of(hole_letters, at + 1);
    const bool is_hole = end != std::string_view::npos && text[end] == '@' && end > at + 1;
    if (is_hole) holes.push_back({at, std::string(text.substr(at + 1, end - at - 1))});
    at = text.find('@', is_hole ? end + 1 : at + 1);
  }
  return holes;
}

bool TextTemplate::has_place(std::string_view name) const {
  return std::any_of(holes_.begin(), holes_.end(), [&](const Hole& hole) { return hole.name == name; });
}

std::string TextTemplate::fill(const std::map<std::string, std::string>& values) const {
  Diagnoses diagnoses;
  std::string filled;
  std::size_t done = 0;
  for (const Hole& hole : holes_) {
    filled.append(text_, done, hole.offset - done);
    done = hole.offset + hole.name.size() + 2;
    if (const auto value = values.find(hole.name); value != values.end()) {
      filled += value->second;
    } else {
      diagnoses.push_back({Severity::error, SourceText(text_, origin_).place(hole.offset),
                           fmt::format("cannot fill the place @{}@", hole.name),
                           "the places are @PROFILE@, @ATTACHMENT@, @CHILD@ and @COMPLAIN@"});
    }
  }
  filled.append(text_, done);
  for (const auto& [name, value] : values) {
    if (!has_place(name)) {
      diagnoses.push_back(
          {Severity::error, {origin_, 0, 0, ""}, fmt::format("cannot do without the place @{}@", name), ""});
    }
  }
  if (!diagnoses.empty()) throw Failure(ExitCode::invalid_policy, diagnoses);
  return filled;
}

}  // namespace aug
