#include "core/apparmor/profile_lexer.h"

#include <algorithm>
#include <utility>

#include "core/apparmor/profile_words.h"

namespace aug {
namespace {

using Kind = ProfileToken::Kind;

constexpr std::size_t most_complaints = 100;

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
  while (length < text.size() && (within_line ? is_profile_blank(text[length]) : is_profile_space(text[length])))
    ++length;
  advance(length);
  return length < text.size();
}

/// Within a statement. At the end of an included file the statement goes on after the include.
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
  while (at < rest().size() && is_profile_blank(rest()[at])) ++at;
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
  std::size_t length = quoted_length(text);
  if (length == 0) {
    complain(Severity::error, token, "cannot find the end of what is in quotes");
    length = std::min(text.find('\n'), text.size()) + 1;
  }
  token.text = text.substr(1, length - 2);
  advance(length);
  return token;
}

ProfileToken ProfileLexer::parenthesised() {
  ProfileToken token = token_here(Kind::parenthesised);
  const std::string_view text = rest();
  const std::size_t length = parenthesised_length(text);
  if (length == 0) {
    complain(Severity::error, token, "cannot find the end of what is in parentheses");
    token.text = text.substr(1, 0);
    skip_line();
    return token;
  }
  token.text = text.substr(1, length - 2);
  advance(length);
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
    if (c == '{' && rest().size() > 1 && !is_profile_space(rest()[1])) {
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
  diagnoses_.push_back(
      {"profile-not-understood"_id, severity, {std::string(where.file), where.line, 0, ""}, std::move(message), ""});
}

}  // namespace aug
