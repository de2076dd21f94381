#include "core/apparmor/tunables.h"

#include <algorithm>

#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

constexpr std::size_t longest_expansion = 1U << 20U;
constexpr std::size_t most_values = 5000;
constexpr std::size_t deepest_expansion = 100;
// Of all texts of a file together, in bytes that are copied:
constexpr std::size_t most_work = 16U << 20U;
constexpr std::size_t work_of_copy = 100;  // beside its bytes

struct Reference {
  std::size_t begin = std::string_view::npos;
  std::size_t length = 0;
  std::string name;
};

/// The first "@{NAME}". A backslash takes the meaning of what follows it. "@{a,b}" is an alternation.
Reference first_reference(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text.substr(at).starts_with("@{")) {
      const std::size_t end = text.find_first_of(",{}", at + 2);
      if (end == std::string_view::npos) return {};
      if (text[end] == '}') return {at, end - at + 1, std::string(text.substr(at + 2, end - at - 2))};
    }
  }
  return {};
}

}  // namespace

std::string variable_name(std::string_view text) {
  if (!text.empty()) text.remove_prefix(1);
  if (text.starts_with('{')) text.remove_prefix(1);
  return std::string(text.substr(0, text.find('}')));
}

std::string Tunables::assign(const std::string& name, Assignment how, std::vector<std::string> values) {
  const bool known = is_set(name);
  if (how == Assignment::set && known) return aug::format("cannot set '@{{{}}}' a second time", harmless(name));
  if (how == Assignment::add && !known) return aug::format("cannot add to '@{{{}}}', which is not set", harmless(name));
  if (how == Assignment::set_if_unset && known) return "";
  std::vector<std::string>& held = values_[name];
  if (how == Assignment::replace) held.clear();
  held.insert(held.end(), std::make_move_iterator(values.begin()), std::make_move_iterator(values.end()));
  return "";
}

std::string Tunables::assign_flag(const std::string& name, Assignment how, bool value) {
  const bool known = flags_.contains(name);
  if (how == Assignment::add) return aug::format("cannot add to '${}'", harmless(name));
  if (how == Assignment::set && known) return aug::format("cannot set '${}' a second time", harmless(name));
  if (how != Assignment::set_if_unset || !known) flags_[name] = value;
  return "";
}

bool Tunables::is_set(const std::string& name) const {
  return values_.contains(name);
}

std::optional<bool> Tunables::flag(const std::string& name) const {
  const auto found = flags_.find(name);
  return found == flags_.end() ? std::nullopt : std::optional(found->second);
}

/// Counts a copy; false when it is one too many.
bool Tunables::may_copy(std::size_t bytes) {
  work_ += bytes + work_of_copy;
  return work_ <= most_work;
}

/// The values of a variable, with those that they are made of put in.
std::optional<Tunables::Values> Tunables::values_of(const std::string& name, std::set<std::string>& open) {
  const auto found = values_.find(name);
  if (found == values_.end() || !open.insert(name).second || open.size() > deepest_expansion) return std::nullopt;
  Values result;
  std::set<std::string> seen;
  std::size_t size = 0;
  for (const std::string& value : found->second) {
    auto more = products(value, open);
    if (!more) return std::nullopt;
    for (std::string& text : *more) {
      size += text.size();
      if (seen.insert(text).second) result.push_back(std::move(text));
    }
    if (size > longest_expansion || result.size() > most_values) return std::nullopt;
  }
  open.erase(name);
  return result.empty() ? std::nullopt : std::optional(std::move(result));
}

/// All texts that come of putting every value in place of every variable.
std::optional<Tunables::Values> Tunables::products(std::string_view text, std::set<std::string>& open) {
  Values results{""};
  for (;;) {
    const Reference reference = first_reference(text);
    const std::size_t passed = std::min(reference.begin, text.size()) + reference.length;
    if (!may_copy(passed * results.size())) return std::nullopt;
    for (std::string& result : results) result += text.substr(0, reference.begin);
    if (reference.begin == std::string_view::npos) return results;
    const auto values = values_of(reference.name, open);
    if (!values || results.size() * values->size() > most_values) return std::nullopt;
    Values longer;
    for (const std::string& result : results) {
      for (const std::string& value : *values) {
        if (!may_copy(result.size() + value.size())) return std::nullopt;
        longer.push_back(result + value);
      }
    }
    if (longer.front().size() > longest_expansion) return std::nullopt;
    results = std::move(longer);
    text.remove_prefix(reference.begin + reference.length);
  }
}

/// Where the text around a variable has a slash, a value's own slash at that side would be one too many.
std::optional<std::string> Tunables::expand(std::string_view text) {
  std::string result;
  for (;;) {
    const Reference reference = first_reference(text);
    result += text.substr(0, reference.begin);
    if (result.size() > longest_expansion) return std::nullopt;
    if (reference.begin == std::string_view::npos) return result;
    text.remove_prefix(reference.begin + reference.length);
    std::set<std::string> open;
    auto values = values_of(reference.name, open);
    if (!values) return std::nullopt;
    const bool after_slash = result.ends_with('/');
    for (std::string& value : *values) {
      if (after_slash) value.erase(0, value.find_first_not_of('/'));
      if (text.starts_with('/')) value.erase(value.find_last_not_of('/') + 1);
    }
    result += values->size() == 1 ? values->front() : aug::format("{{{}}}", fmt::join(*values, ","));
  }
}

std::optional<std::vector<std::string>> Tunables::values_in(std::string_view text) {
  std::set<std::string> open;
  return products(text, open);
}

}  // namespace aug
