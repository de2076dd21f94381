#include "core/apparmor/profile_words.h"

#include <algorithm>

#include "core/text/ascii.h"

namespace aug {
namespace {

bool is_keyword_like(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '=' || c == '-' || c == '+' || c == '.';
}

}  // namespace

bool is_profile_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}
bool is_profile_space(char c) {
  return is_profile_blank(c) || c == '\n' || c == '\v' || c == '\f' || c == '\0';
}

std::size_t word_length(std::string_view text, bool keyword) {
  bool identifier = keyword;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size() && text[at + 1] != '\n') {
      ++at;
      continue;
    }
    if (is_profile_space(c) || c == '"' || (c == '!' && at > 0)) break;
    if (c == ',') {
      const bool goes_on =
          at + 1 < text.size() && std::string_view(" \t\r\n\"!,").find(text[at + 1]) == std::string_view::npos;
      if (keyword || !goes_on) break;
    }
    if (c == '(' && at > 0 && (text[at - 1] == '=' || keyword)) break;
    if ((c == '{' || c == '}') && identifier && at > 0) break;
    identifier = identifier && (is_letter(c) || is_digit(c) || c == '_');
    keyword = keyword && is_keyword_like(c);
  }
  return std::max<std::size_t>(at, 1);
}

std::size_t variable_length(std::string_view text) {
  if (!text.starts_with('@') && !text.starts_with('$')) return 0;
  const bool is_braced = text.substr(1).starts_with('{');
  const std::size_t begin = is_braced ? 2 : 1;
  std::size_t at = begin;
  while (at < text.size() && (is_letter(text[at]) || text[at] == '_' || is_digit(text[at]))) ++at;
  if (at == begin) return 0;
  if (!is_braced) return at;
  return text.substr(at).starts_with('}') ? at + 1 : 0;
}

std::size_t quoted_length(std::string_view text) {
  std::size_t end = text.find('"', 1);
  while (end != std::string_view::npos && text[end - 1] == '\\') end = text.find('"', end + 1);
  return end == std::string_view::npos ? 0 : end + 1;
}

std::size_t parenthesised_length(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      at = std::min(text.find('"', at + 1), text.size());
    } else if (text[at] == '(') {
      ++depth;
    } else if (text[at] == ')' && --depth == 0) {
      return at + 1;
    }
  }
  return 0;
}

}  // namespace aug
