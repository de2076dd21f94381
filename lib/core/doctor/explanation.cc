#include "core/doctor/explanation.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/text/ascii.h"
#include "core/text/paths.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

constexpr std::size_t longest_line = 4 << 10;
constexpr std::size_t longest_shown = 300;
constexpr std::size_t most_joined = 4;  // lines of one message
constexpr std::size_t npos = std::string_view::npos;

/// Small letters, one space for any number of blanks, and no quotes: neither those of ASCII nor the curved ones.
std::string plain(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (std::string_view("'\"`\\").find(c) != npos) continue;
    if (text.substr(at).starts_with("\xe2\x80\x98") || text.substr(at).starts_with("\xe2\x80\x99") ||
        text.substr(at).starts_with("\xe2\x80\x9c") || text.substr(at).starts_with("\xe2\x80\x9d")) {
      at += 2;
      continue;
    }
    const bool is_blank = std::string_view(" \t\r\n").find(c) != npos;
    if (is_blank && (result.empty() || result.back() == ' ')) continue;
    result += is_blank ? ' ' : c;
  }
  return small_letters(result);
}

bool is_in_a_word(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("/._-").find(c) != npos;
}

/// Where `part`, in which '#' stands for a number and '~' for the begin of a word, ends when it begins at `at`; npos
/// when it does not.
std::size_t end_of_match(std::string_view text, std::size_t at, std::string_view part) {
  for (const char wanted : part) {
    if (wanted == '~') {
      if (at > 0 && is_in_a_word(text[at - 1])) return npos;
      continue;
    }
    if (at >= text.size()) return npos;
    if (wanted != '#') {
      if (text[at++] != wanted) return npos;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == begin) return npos;
  }
  return at;
}

std::size_t end_of_first_match(std::string_view text, std::size_t at, std::string_view part) {
  if (part.find_first_of("#~") == npos) {
    const std::size_t found = text.find(part, at);
    return found == npos ? npos : found + part.size();
  }
  for (; at <= text.size(); ++at) {
    if (const std::size_t end = end_of_match(text, at, part); end != npos) return end;
  }
  return npos;
}

/// Whether the parts of the pattern, between its stars, come one after the other somewhere in the text.
bool has_in_order(std::string_view pattern, std::string_view text) {
  for (std::size_t at = 0;;) {
    const std::size_t star = pattern.find('*');
    at = end_of_first_match(text, at, pattern.substr(0, star));
    if (at == npos) return false;
    if (star == npos) return true;
    pattern.remove_prefix(star + 1);
  }
}

/// Takes what stands before `between` from the front of `text`.
std::string_view taken_until(std::string_view& text, std::string_view between) {
  const std::size_t end = text.find(between);
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end == npos ? text.size() : end + between.size());
  return taken;
}

bool has_one_of(std::string_view alternatives, std::string_view text) {
  while (!alternatives.empty()) {
    if (has_in_order(taken_until(alternatives, "|"), text)) return true;
  }
  return false;
}

bool fits(std::string_view pattern, std::string_view text) {
  while (!pattern.empty()) {
    if (!has_one_of(taken_until(pattern, " & "), text)) return false;
  }
  return true;
}

/// Whether the line is a word of a program about a file that has such a name: "rm: cannot remove /tmp/unshare.log".
bool is_about_a_file(std::string_view plain_line) {
  constexpr std::array<std::string_view, 24> tools = {
      "rm",   "ls",   "cat",   "cp",   "mv",   "chmod", "chown", "chgrp", "ln",   "find", "grep", "head",
      "tail", "less", "touch", "stat", "file", "du",    "mkdir", "rmdir", "diff", "tar",  "vim",  "nano"};
  const std::string_view first = plain_line.substr(0, plain_line.find(' '));
  if (!first.ends_with(':')) return false;
  return std::ranges::find(tools, last_part_of(first.substr(0, first.size() - 1))) != tools.end();
}

const KnownMessage* message_in(std::string_view text) {
  const std::string wanted = plain(text.substr(0, longest_line));
  if (is_about_a_file(wanted)) return nullptr;
  const auto found =
      std::ranges::find_if(known_messages(), [&](const KnownMessage& known) { return fits(known.pattern, wanted); });
  return found == known_messages().end() ? nullptr : &*found;
}

void add(const KnownMessage* message, std::string_view line, Explanations& explanations) {
  const auto is_same = [&](const Explanation& other) { return other.message == message; };
  if (message == nullptr || std::ranges::any_of(explanations.found, is_same)) return;
  line.remove_prefix(std::min(line.find_first_not_of(" \t\r\n"), line.size()));
  line = line.substr(0, line.find_last_not_of(" \t\r\n") + 1);
  const bool is_long = line.size() > longest_shown;
  explanations.found.push_back({message, harmless(line.substr(0, longest_shown)) + (is_long ? "..." : "")});
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) lines.push_back(taken_until(text, "\n"));
  return lines;
}

/// Words of three letters and more: what is shorter is in every message.
std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : plain(text.substr(0, longest_line)) + " ") {
    if (is_letter(c) || c == '_') {
      word += c;
      continue;
    }
    if (word.size() >= 3) words.insert(word);
    word.clear();
  }
  return words;
}

const KnownMessage* nearest_to(std::string_view text) {
  const std::set<std::string> wanted = words_of(text);
  const KnownMessage* nearest = nullptr;
  double highest = 0;
  for (const KnownMessage& known : known_messages()) {
    const std::set<std::string> words = words_of(known.example);
    std::vector<std::string> shared;
    std::ranges::set_intersection(wanted, words, std::back_inserter(shared));
    const auto all = static_cast<double>(wanted.size() + words.size() - shared.size());
    // One word in common is chance.
    if (shared.size() < 2 || static_cast<double>(shared.size()) / all <= highest) continue;
    highest = static_cast<double>(shared.size()) / all;
    nearest = &known;
  }
  return nearest;
}

}  // namespace

Explanations explanations_of(std::string_view text) {
  Explanations explanations;
  const std::vector<std::string_view> lines = lines_of(text);
  for (const std::string_view line : lines) add(message_in(line), line, explanations);
  // A message that a terminal or its program broke into lines.
  for (std::size_t at = 0; at < lines.size() && explanations.found.empty(); ++at) {
    const std::string_view last = lines[std::min(at + most_joined, lines.size()) - 1];
    const std::string_view joined = text.substr(static_cast<std::size_t>(lines[at].data() - text.data()));
    const auto size = static_cast<std::size_t>(last.data() + last.size() - joined.data());
    add(message_in(joined.substr(0, size)), plain(joined.substr(0, std::min(size, longest_line))), explanations);
  }
  if (explanations.found.empty()) explanations.nearest = nearest_to(text);
  return explanations;
}

const KnownMessage* message_called(std::string_view id) {
  const auto found = std::ranges::find(known_messages(), id, &KnownMessage::id);
  return found == known_messages().end() ? nullptr : &*found;
}

}  // namespace aug
