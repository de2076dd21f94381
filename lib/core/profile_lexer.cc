#include "core/profile_lexer.h"

#include <algorithm>
#include <utility>

#include "core/ascii.h"

namespace aug {
namespace {

using Kind = ProfileToken::Kind;

constexpr std::size_t most_complaints = 100;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}
bool is_space(char c) {
  return is_blank(c) || c == '\n' || c == '\v' || c == '\f' || c == '\0';
}

/// A comma within a path belongs to it, a comma behind a keyword does not.
bool is_keyword_like(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '=' || c == '-' || c == '+' || c == '.';
}

/// Where the unquoted word that begins at 0 ends.
std::size_t word_length(std::string_view text, bool keyword) {
  bool identifier = keyword;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size() && text[at + 1] != '\n') {
      ++at;
      continue;
    }
    if (is_space(c) || c == '"' || (c == '!' && at > 0)) break;
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

/// Of "@{NAME}", "@NAME", "${NAME}" or "$NAME"; 0 when the text does not begin with such a thing.
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

}  // namespace

std::string_view ProfileLexer::rest() const {
  return sources_.empty() ? std::string_view() : sources_.back().text.substr(sources_.back().at);
}

void ProfileLexer::advance(std::size_t count) {
  Source& source = sources_.back();
  const std::string_view passed = source.text.substr(source.at, count);
  source.line += static_cast<int>(std::ranges::count(passed, '\n'));
  source.at += passed.size();
}

void ProfileLexer::skip_line() {
  const std::string_view text = rest();
  advance(std::min(text.find('\n'), text.size() - 1) + 1);
}

/// False at the end of the source.
bool ProfileLexer::skip_space(bool within_line) {
  const std::string_view text = rest();
  std::size_t length = 0;
  while (length < text.size() && (within_line ? is_blank(text[length]) : is_space(text[length]))) ++length;
  advance(length);
  return length < text.size();
}

/// Within a statement. At the end of an included file the statement goes on behind the include.
bool ProfileLexer::skip_space_and_comments() {
  while (!sources_.empty()) {
    if (!skip_space(false)) {
      if (!leave_source()) return false;
    } else if (rest().front() == '#') {
      skip_line();
    } else {
      return true;
    }
  }
  return false;
}

ProfileToken ProfileLexer::token_here(Kind kind) const {
  return {kind, {}, sources_.back().path, sources_.back().line};
}

char ProfileLexer::peek() {
  return skip_space_and_comments() ? rest().front() : '\0';
}

bool ProfileLexer::take_word(std::string_view word) {
  if (peek() != word.front() || word_length(rest(), true) != word.size() || !rest().starts_with(word)) return false;
  advance(word.size());
  return true;
}

std::optional<ProfileAssignment> ProfileLexer::take_assignment() {
  const std::size_t variable = variable_length(rest());
  if (variable == 0) return std::nullopt;
  std::size_t at = variable;
  while (at < rest().size() && is_blank(rest()[at])) ++at;
  const std::string_view text = rest().substr(at);
  const bool is_double = text.starts_with("+=") || text.starts_with("?=") || text.starts_with(":=");
  if (!is_double && !text.starts_with('=')) return std::nullopt;
  ProfileAssignment assignment{token_here(Kind::word), text.substr(0, is_double ? 2 : 1), {}};
  assignment.variable.text = rest().substr(0, variable);
  advance(at + assignment.sign.size());
  assignment.values = rest_of_line();
  return assignment;
}

std::vector<ProfileToken> ProfileLexer::rest_of_line() {
  std::vector<ProfileToken> tokens;
  for (;;) {
    if (!skip_space(true)) return tokens;
    if (rest().starts_with("\\\n")) {
      advance(2);
    } else if (rest().front() == '\n' || rest().front() == '#') {
      skip_line();
      return tokens;
    } else {
      tokens.push_back(rest().front() == '"' ? quoted() : word(false));
    }
  }
}

ProfileToken ProfileLexer::quoted() {
  ProfileToken token = token_here(Kind::quoted);
  const std::string_view text = rest();
  std::size_t end = text.find('"', 1);
  while (end != std::string_view::npos && text[end - 1] == '\\') end = text.find('"', end + 1);
  if (end == std::string_view::npos) {
    complain(Severity::error, token, "cannot find the end of what is in quotes");
    end = std::min(text.find('\n'), text.size());
  }
  token.text = text.substr(1, end - 1);
  advance(end + 1);
  return token;
}

ProfileToken ProfileLexer::parenthesised() {
  ProfileToken token = token_here(Kind::parenthesised);
  const std::string_view text = rest();
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      at = std::min(text.find('"', at + 1), text.size());
    } else if (text[at] == '(') {
      ++depth;
    } else if (text[at] == ')' && --depth == 0) {
      token.text = text.substr(1, at - 1);
      advance(at + 1);
      return token;
    }
  }
  complain(Severity::error, token, "cannot find the end of what is in parentheses");
  token.text = text.substr(1, 0);
  skip_line();
  return token;
}

ProfileToken ProfileLexer::word(bool keyword) {
  ProfileToken token = token_here(Kind::word);
  token.text = rest().substr(0, word_length(rest(), keyword));
  advance(token.text.size());
  return token;
}

ProfileToken ProfileLexer::next() {
  if (!skip_space_and_comments()) return token_here(Kind::end_of_text);
  const auto single = [this](Kind kind) {
    ProfileToken token = token_here(kind);
    token.text = rest().substr(0, 1);
    advance(1);
    return token;
  };
  switch (rest().front()) {
    case '"':
      return quoted();
    case '(':
      return parenthesised();
    case '{':
      return single(Kind::open_brace);
    case '}':
      return single(Kind::close_brace);
    case ',':
      return single(Kind::end_of_rule);
    case '^':
      return single(Kind::word);
    default:
      return word();
  }
}

ProfileToken ProfileLexer::next_name() {
  const char c = peek();
  return c == '\0' || c == '"' || c == '{' || c == '}' ? next() : word(false);
}

void ProfileLexer::skip_rule() {
  for (;;) {
    const char c = peek();
    if (c == '{' && rest().size() > 1 && !is_space(rest()[1])) {
      word(false);  // "mount fstype=fuse {a,b} -> /c,"
    } else if (c == '\0' || c == '{' || c == '}' || next().kind == Kind::end_of_rule) {
      return;
    }
  }
}

std::set<std::string> ProfileLexer::enter_profile() {
  return std::exchange(included_, {});
}

void ProfileLexer::leave_profile(std::set<std::string> outer) {
  included_ = std::move(outer);
}

void ProfileLexer::complain(Severity severity, const ProfileToken& where, std::string message) {
  if (diagnoses_.size() >= most_complaints) return;
  diagnoses_.push_back({severity, {std::string(where.file), where.line, 0, ""}, std::move(message), ""});
}

}  // namespace aug
