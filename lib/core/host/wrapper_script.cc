#include "core/host/wrapper_script.h"

#include <map>
#include <optional>
#include <set>

#include "core/host/interpreters.h"
#include "core/text/ascii.h"
#include "core/text/paths.h"

namespace aug {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view taken_word(std::string_view& line) {
  const std::size_t begin = std::min(line.find_first_not_of(blanks), line.size());
  std::size_t end = begin;
  for (char quote = 0; end < line.size(); ++end) {
    const char c = line[end];
    if (quote == 0 && blanks.find(c) != std::string_view::npos) break;
    if (quote == 0 ? c == '"' || c == '\'' : c == quote) quote = quote == 0 ? c : '\0';
  }
  const std::string_view word = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return word;
}

bool is_name_letter(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

class Reader {
 public:
  std::string run(std::string_view script) {
    while (!script.empty()) {
      const std::size_t end = std::min(script.find('\n'), script.size());
      read_line(script.substr(0, end));
      script.remove_prefix(std::min(end + 1, script.size()));
    }
    return started_.size() == 1 ? *started_.begin() : "";
  }

 private:
  void read_line(std::string_view line) {
    bool has_arguments = line.find("$@") != std::string_view::npos;
    for (bool is_first = true; !line.empty(); is_first = false) {
      std::string_view word = taken_word(line);
      if (word.empty() || word.starts_with('#')) return;
      if (word == "exec") return add_command(line);
      if (!is_first) continue;
      if (word == "export" || word == "readonly" || word == "local") word = taken_word(line);
      if (const std::size_t sign = word.find('='); sign != std::string_view::npos) {
        assign(word.substr(0, sign), word.substr(sign + 1));
        has_arguments = false;
      } else if (has_arguments) {
        add(word);
      }
    }
  }

  void add_command(std::string_view line) {
    std::string_view word = taken_word(line);
    while (word.starts_with('-')) {
      if (word == "-a") taken_word(line);
      word = taken_word(line);
    }
    add(word);
  }

  void add(std::string_view word) {
    const auto path = expanded(word);
    if (path && path->starts_with('/')) started_.insert(*path);
  }

  /// Which of several values counts depends on more than can be told here.
  void assign(std::string_view name, std::string_view value) {
    const auto [there, is_new] = variables_.try_emplace(std::string(name), expanded(value));
    if (!is_new && there->second != expanded(value)) there->second = std::nullopt;
  }

  /// Nullopt for what only running it tells.
  std::optional<std::string> expanded(std::string_view word) const {
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const char c = word[i];
      if (std::string_view("`*?[;&|<>(){}\\").find(c) != std::string_view::npos) return std::nullopt;
      if (c == '"' || c == '\'') continue;
      if (c != '$') {
        text += c;
        continue;
      }
      const bool has_braces = word.substr(i + 1).starts_with('{');
      std::size_t end = i + (has_braces ? 2 : 1);
      const std::size_t begin = end;
      while (end < word.size() && is_name_letter(word[end])) ++end;
      if (has_braces && !word.substr(end).starts_with('}')) return std::nullopt;
      const auto found = variables_.find(std::string(word.substr(begin, end - begin)));
      if (found == variables_.end() || !found->second) return std::nullopt;
      text += *found->second;
      i = has_braces ? end : end - 1;
    }
    return text;
  }

  std::map<std::string, std::optional<std::string>> variables_;
  std::set<std::string> started_;
};

}  // namespace

std::string interpreter_of(std::string_view script) {
  if (!script.starts_with("#!")) return "";
  std::string_view line = script.substr(2, script.find('\n') - 2);
  std::string_view found;
  while (!line.empty()) {
    const std::string_view word = taken_word(line);
    if (word.starts_with('/')) found = word;
    if (!found.ends_with("/env")) break;
  }
  return std::string(found);
}

bool is_of_shell(std::string_view script) {
  if (!script.starts_with("#!")) return false;
  std::string_view line = script.substr(2, std::min(script.find('\n'), script.size()) - 2);
  std::string_view word = taken_word(line);
  if (last_part_of(word) == "env") word = taken_word(line);
  return what_runs_anything(word).kind == RunsAnything::Kind::shell;
}

std::string program_started_by(std::string_view script) {
  return is_of_shell(script) ? Reader().run(script) : "";
}

}  // namespace aug
