#include "core/plan/text_template.h"

#include <algorithm>
#include <sstream>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/source_text.h"

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
      placeholders_(placeholders_in(text_)),
      optional_classes_(optional_classes_in(text_)) {}

std::vector<TextTemplate::Placeholder> TextTemplate::placeholders_in(std::string_view text) {
  std::vector<Placeholder> placeholders;
  std::size_t at = text.find('@');
  while (at != std::string_view::npos) {
    const std::size_t end = text.find_first_not_of(hole_letters, at + 1);
    const bool is_placeholder = end != std::string_view::npos && text[end] == '@' && end > at + 1;
    if (is_placeholder) placeholders.push_back({at, std::string(text.substr(at + 1, end - at - 1))});
    at = text.find('@', is_placeholder ? end + 1 : at + 1);
  }
  return placeholders;
}

bool TextTemplate::has_placeholder(std::string_view name) const {
  return std::any_of(placeholders_.begin(), placeholders_.end(),
                     [&](const Placeholder& placeholder) { return placeholder.name == name; });
}

std::string TextTemplate::fill_line(std::size_t begin, std::size_t end, const Values& values,
                                    Diagnoses& diagnoses) const {
  std::string filled;
  for (const Placeholder& placeholder : placeholders_) {
    if (placeholder.offset < begin || placeholder.offset >= end) continue;
    filled.append(text_, begin, placeholder.offset - begin);
    begin = placeholder.offset + placeholder.name.size() + 2;
    if (const auto value = values.find(placeholder.name); value != values.end()) {
      filled += value->second;
    } else {
      diagnoses.push_back(
          {"unknown-placeholder"_id, Severity::error, SourceText(text_, origin_).location(placeholder.offset),
           aug::format("cannot fill the place @{}@", placeholder.name),
           "the places are @PROFILE@, @ATTACHMENT@, @CHILD@, @COMPLAIN@, @HELPER@ and @HELPER_PROFILE@"});
    }
  }
  return filled.append(text_, begin, end - begin);
}

std::string TextTemplate::fill(const Values& values,
                               const std::map<std::string, std::vector<std::string>>& lists) const {
  Diagnoses diagnoses;
  std::string filled;
  for (std::size_t begin = 0; begin < text_.size();) {
    const std::size_t end = std::min(text_.find('\n', begin), text_.size() - 1) + 1;
    const auto list = std::find_if(lists.begin(), lists.end(), [&](const auto& each) {
      return std::string_view(text_).substr(begin, end - begin).find("@" + each.first + "@") != std::string::npos;
    });
    if (list == lists.end()) {
      filled += fill_line(begin, end, values, diagnoses);
    } else {
      for (const std::string& item : list->second) {
        Values with_item = values;
        with_item[list->first] = item;
        filled += fill_line(begin, end, with_item, diagnoses);
      }
    }
    begin = end;
  }
  const auto require_placeholder = [&](const std::string& name) {
    if (has_placeholder(name)) return;
    diagnoses.push_back({"missing-placeholder"_id,
                         Severity::error,
                         {origin_, 0, 0, ""},
                         aug::format("cannot do without the place @{}@", name),
                         ""});
  };
  for (const auto& [name, value] : values) require_placeholder(name);
  for (const auto& [name, items] : lists) {
    if (!items.empty()) require_placeholder(name);
  }
  if (!diagnoses.empty()) throw Failure(ExitCode::invalid_policy, diagnoses);
  return filled;
}

}  // namespace aug
