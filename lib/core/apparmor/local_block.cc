#include "core/apparmor/local_block.h"

#include <cstddef>

#include "core/text/format.h"

namespace aug {
namespace {

constexpr std::string_view beginning =
    "# aa-userns-gen: helpers of the policies that are applied; changes up to the next line like this are undone\n";
constexpr std::string_view end_line = "# aa-userns-gen: end\n";
constexpr std::string_view blanks = " \t";

struct Block {
  std::size_t at = 0;
  std::size_t size = 0;
  std::string_view rules;
};

/// Where a line begins that is this one; npos where none does.
std::size_t find_line(std::string_view text, std::string_view line, std::size_t from) {
  for (std::size_t at = text.find(line, from); at != std::string_view::npos; at = text.find(line, at + 1)) {
    if (at == 0 || text[at - 1] == '\n') return at;
  }
  return std::string_view::npos;
}

/// A block without an end has no rules.
std::optional<Block> find_block(std::string_view text) {
  const std::size_t at = find_line(text, beginning, 0);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t rules = at + beginning.size();
  const std::size_t end = find_line(text, end_line, rules);
  if (end == std::string_view::npos) return Block{at, 0, {}};
  return Block{at, end + end_line.size() - at, text.substr(rules, end - rules)};
}

/// Passes a word and the blanks after it; false where it does not come next.
bool take(std::string_view& line, std::string_view word) {
  if (!line.starts_with(word)) return false;
  line.remove_prefix(word.size());
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  return true;
}

/// "local/x" of "  include if exists <local/x>", as a whole path; "" for any other line.
std::string included_by(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  take(line, "#");
  if (!take(line, "include") || !take(line, "if") || !take(line, "exists") || !line.starts_with('<')) return "";
  const std::size_t end = line.find('>');
  if (end == std::string_view::npos) return "";
  std::string_view rest = line.substr(end + 1);
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
  if (!rest.empty() && !rest.starts_with('#')) return "";
  return aug::format("/etc/apparmor.d/{}", line.substr(1, end - 1));
}

}  // namespace

std::optional<std::string> rules_in_block(std::string_view text) {
  const auto block = find_block(text);
  if (!block || block->size == 0) return std::nullopt;
  return std::string(block->rules);
}

std::optional<std::string> with_block(std::string_view text, std::string_view rules) {
  std::string result(text);
  if (const auto block = find_block(text)) {
    if (block->size == 0) return std::nullopt;
    result.erase(block->at, block->size);
  }
  if (rules.empty()) return result;
  return aug::format("{}{}{}{}", beginning, rules, end_line, result);
}

std::optional<std::string> with_local_texts(std::string_view profile, const std::map<std::string, std::string>& texts) {
  std::string result;
  std::map<std::string, int> found;
  while (!profile.empty()) {
    const std::string_view line = profile.substr(0, std::min(profile.find('\n'), profile.size() - 1) + 1);
    profile.remove_prefix(line.size());
    const auto text = texts.find(included_by(line));
    if (text == texts.end()) {
      result += line;
      continue;
    }
    ++found[text->first];
    result += text->second;
    if (!text->second.ends_with('\n')) result += '\n';
  }
  for (const auto& [path, text] : texts) {
    if (found[path] != 1) return std::nullopt;
  }
  return result;
}

}  // namespace aug
