#include "core/host/script_arguments.h"

#include <algorithm>
#include <array>
#include <string>

namespace aug {
namespace {

/// Where the word after it is a command, in a shell.
constexpr std::array<std::string_view, 14> before_command = {
    "exec", "eval", "command", "nohup", "env", "then", "do", "else", "time", "sudo", "nice", "{", "setsid", "builtin"};
/// The same, where they are commands themselves: what they are given is what they read.
constexpr std::array<std::string_view, 6> readers = {".", "source", "sh", "bash", "dash", "!"};
/// The arguments, or the first of them, as a word of a shell.
constexpr std::array<std::string_view, 16> arguments = {
    "\"$@\"",   "$@",       "$*",     "\"$*\"",     "\"$1\"",      "$1",           "${1}",        "${@}",
    "\"${@}\"", "\"${1}\"", "${@:1}", "\"${@:1}\"", "${1+\"$@\"}", "${1:+\"$@\"}", "\"${@+$@}\"", "${*}"};
constexpr std::string_view command_ends = ";&|(`";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
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

bool runs_arguments_in_shell(std::string_view line) {
  bool is_command = true;  // the next word
  while (!line.empty()) {
    std::string_view word = taken_word(line);
    if (word.empty() || word.starts_with('#')) return false;
    const std::size_t end = word.find_last_of(command_ends);
    const bool ends_command = end == word.size() - 1;
    while (!word.empty() && contains(command_ends, word.substr(0, 1))) {
      word.remove_prefix(1);
      is_command = true;
    }
    const std::string_view bare = word.substr(0, word.find_last_not_of(";&|)`") + 1);
    if (is_command && is_one_of(arguments, bare)) return true;
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
