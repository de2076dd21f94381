#include "core/host/script_arguments.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/host/interpreters.h"

namespace aug {
namespace {

/// Where the word after it is a command, in a shell.
constexpr std::array<std::string_view, 17> before_command = {"exec",   "eval",    "command", "nohup", "env",  "then",
                                                             "do",     "else",    "time",    "sudo",  "nice", "{",
                                                             "setsid", "builtin", "if",      "while", "until"};
/// The same, where they are commands themselves: what they are given is what they read.
constexpr std::array<std::string_view, 6> readers = {".", "source", "sh", "bash", "dash", "!"};
constexpr std::string_view command_ends = ";&|(`";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The arguments, or the first of them, as a word of a shell: "$@", ${1:-sh}, "${@:2}".
bool is_arguments(std::string_view word) {
  if (word.starts_with('"')) word.remove_prefix(1);
  if (!word.starts_with('$')) return false;
  word.remove_prefix(word.starts_with("${") ? 2 : 1);
  const std::string_view after = word.substr(std::min<std::size_t>(1, word.size()));
  const bool is_one = word.starts_with('@') || word.starts_with('*') || word.starts_with('1');
  return is_one && (after.empty() || after.find_first_of("0123456789") != 0);
}

std::string_view taken_word(std::string_view& line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
  const std::string_view word = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return word;
}

/// NAME=value before a command, and options of exec, env or sudo.
bool is_before_command(std::string_view word) {
  return word.starts_with('-') || (contains(word, "=") && !word.starts_with('"') && !word.starts_with('$'));
}

/// Options of exec, sudo, env and nice that have a word of their own.
bool has_value(std::string_view option) {
  return option == "-a" || option == "-u" || option == "-g" || option == "-n";
}

/// timeout, flock, su: which of the words behind it is the command, each has its own way to tell.
bool is_runner_of_words(std::string_view word) {
  return !is_one_of(before_command, word) && !what_runs_anything(word).empty();
}

bool runs_arguments_in_shell(std::string_view line) {
  bool is_command = true;  // the next word
  bool is_runner = false;  // what these words are given to runs some of them
  while (!line.empty()) {
    std::string_view word = taken_word(line);
    if (word.empty() || word.starts_with('#')) return false;
    const std::size_t end = word.find_last_of(command_ends);
    const bool ends_command = end == word.size() - 1;
    while (!word.empty() && contains(command_ends, word.substr(0, 1))) {
      word.remove_prefix(1);
      is_command = true;
      is_runner = false;
    }
    if (const std::size_t within = word.rfind("$("); within != std::string_view::npos) {
      word.remove_prefix(within + 2);
      is_command = true;
      is_runner = false;
    }
    const std::string_view bare = word.substr(0, word.find_last_not_of(";&|)`") + 1);
    // One alone is rather what a runner works on.
    if (is_arguments(bare) && (is_command || (is_runner && !contains(bare, "1")))) return true;
    is_runner = !ends_command && (is_runner || (is_command && is_runner_of_words(bare)));
    if (is_command && has_value(bare)) taken_word(line);
    is_command = ends_command || is_one_of(before_command, bare) ||
                 (is_command && (is_before_command(bare) || is_one_of(readers, bare)));
  }
  return false;
}

bool runs_arguments_elsewhere(std::string_view line) {
  const bool has_arguments = contains(line, "@ARGV") || contains(line, "sys.argv") || contains(line, "process.argv") ||
                             contains(line, "$ARGV") || contains(line, "*ARGV");
  const bool runs = contains(line, "exec") || contains(line, "system") || contains(line, "subprocess") ||
                    contains(line, "spawn") || contains(line, "popen") || contains(line, "Popen");
  return has_arguments && runs;
}

}  // namespace

bool runs_its_arguments(std::string_view script) {
  while (!script.empty()) {
    const std::size_t end = std::min(script.find('\n'), script.size());
    const std::string_view line = script.substr(0, end);
    if (runs_arguments_in_shell(line) || runs_arguments_elsewhere(line)) return true;
    script.remove_prefix(std::min(end + 1, script.size()));
  }
  return false;
}

}  // namespace aug
