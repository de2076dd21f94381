#include "core/doctor/explanation.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/text/ascii.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

constexpr std::size_t longest_line = 4 << 10;
constexpr std::size_t longest_shown = 300;
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

/// Where `part`, in which '#' stands for a number, ends when it begins at `at`; npos when it does not.
std::size_t end_of_match(std::string_view text, std::size_t at, std::string_view part) {
  for (const char wanted : part) {
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
  if (part.find('#') == npos) {
    const std::size_t found = text.find(part, at);
    return found == npos ? npos : found + part.size();
  }
  for (; at <= text.size(); ++at) {
    if (const std::size_t end = end_of_match(text, at, part); end != npos) return end;
  }
  return npos;
}

/// Whether the parts of the pattern, between its stars, come one after the other somewhere in the text.
bool fits(std::string_view pattern, std::string_view text) {
  for (std::size_t at = 0;;) {
    const std::size_t star = pattern.find('*');
    at = end_of_first_match(text, at, pattern.substr(0, star));
    if (at == npos) return false;
    if (star == npos) return true;
    pattern.remove_prefix(star + 1);
  }
}

const KnownMessage* message_in(std::string_view text) {
  const std::string wanted = plain(text.substr(0, longest_line));
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
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    add(message_in(line), line, explanations);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  // A message that a terminal broke into lines.
  if (explanations.found.empty()) add(message_in(text), plain(text.substr(0, longest_line)), explanations);
  if (explanations.found.empty()) explanations.nearest = nearest_to(text);
  return explanations;
}

}  // namespace aug
