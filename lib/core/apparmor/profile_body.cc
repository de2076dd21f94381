#include "core/apparmor/profile_body.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/apparmor/profile_condition.h"

namespace aug {
namespace {

using Kind = ProfileToken::Kind;

constexpr int deepest_nesting = 50;

bool has_flag(const ProfileHeader& header, std::string_view flag) {
  return std::ranges::find(header.flags, flag) != header.flags.end();
}

int number_in(std::string_view text) {
  int number = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

void ProfileBodies::read_profile(const std::string& parent) {
  auto header = read_profile_header(lexer_);
  if (!header) return;
  const std::string name = parent.empty() ? header->name : parent + "//" + header->name;
  Rules rules;
  if (has_flag(*header, "default_allow")) rules.allow = 0;
  const std::size_t at = found_.size();
  found_.push_back({std::move(*header), parent, false});
  auto outer = lexer_.enter_profile();
  const auto first_include = static_cast<std::ptrdiff_t>(lexer_.local_includes().size());
  read_body({name, &rules}, {});
  lexer_.leave_profile(std::move(outer));
  const std::vector<std::string>& includes = lexer_.local_includes();
  found_[at].local_includes.assign(includes.begin() + first_include, includes.end());
  found_[at].grants_userns = rules.allow && (!rules.deny || *rules.deny < *rules.allow);
}

/// To the closing brace.
void ProfileBodies::read_body(const Context& context, const Prefix& outer) {
  ++depth_;
  for (;;) {
    if (!lexer_.find_statement()) {
      lexer_.complain(Severity::error, lexer_.next(), "cannot find the end of a profile: '}' is missing");
      break;
    }
    if (lexer_.peek() == '}') {
      lexer_.next();
      break;
    }
    read_statement(context, outer);
  }
  --depth_;
}

void ProfileBodies::read_statement(const Context& context, const Prefix& outer) {
  const ProfileToken first = lexer_.next();
  const bool is_profile = first.text == "profile" || first.text == "hat" || first.text == "^";
  if (depth_ > deepest_nesting) {
    // Not descended into: its braces are seen one by one, and end what is around it too early.
    if (depth_ == deepest_nesting + 1) lexer_.complain(Severity::error, first, "cannot read blocks this deep");
    lexer_.skip_rule();
  } else if (first.kind == Kind::word && is_profile) {
    const std::size_t before = found_.size();
    read_profile(context.profile);
    if (!context.exists) found_.erase(found_.begin() + static_cast<std::ptrdiff_t>(before), found_.end());
  } else if (first.kind == Kind::word && first.text == "if") {
    read_condition(context, outer);
  } else {
    read_rule(first, context, outer);
  }
}

/// if CONDITION {...} else if CONDITION {...} else {...}
void ProfileBodies::read_condition(Context context, const Prefix& outer) {
  // A loop: a call for each "else if" would use up the stack.
  for (;;) {
    std::vector<ProfileToken> condition;
    for (char c = lexer_.peek(); c != '{' && c != '}' && c != '\0'; c = lexer_.peek())
      condition.push_back(lexer_.next());
    const std::optional<bool> value = condition_value(condition, tunables_);
    if (lexer_.peek() != '{') return;
    const ProfileToken brace = lexer_.next();
    if (!value) lexer_.complain(Severity::notice, brace, "cannot tell whether this condition holds");
    read_branch(context, outer, value);
    if (!lexer_.find_statement() || !lexer_.take_word("else")) return;
    if (!lexer_.take_word("if")) {
      if (lexer_.peek() != '{') return;
      lexer_.next();
      return read_branch(context, outer, value ? std::optional(!*value) : value);
    }
    if (value != false) context.rules = nullptr;
    if (value == true) context.exists = false;
  }
}

/// In a branch that may or may not be taken, profiles are seen, and rules do not count.
void ProfileBodies::read_branch(const Context& context, const Prefix& outer, std::optional<bool> taken) {
  read_body({context.profile, taken == true ? context.rules : nullptr, context.exists && taken != false}, outer);
}

bool ProfileBodies::add_prefix(Prefix& prefix, const ProfileToken& token) {
  static constexpr std::array<std::string_view, 4> others = {"audit", "owner", "other", "quiet"};
  if (token.kind != Kind::word) return false;
  if (token.text == "allow") {
    prefix.deny = prefix.prompt = false;
  } else if (token.text == "deny") {
    prefix.deny = true;
  } else if (token.text == "prompt") {
    prefix.prompt = true;
  } else if (token.text.starts_with("priority")) {
    std::string_view number = token.text.substr(8);
    if (number.empty()) number = lexer_.next().text;
    if (number == "=") number = lexer_.next().text;
    prefix.priority = number_in(number.substr(number.starts_with('=') ? 1 : 0));
  } else {
    return std::ranges::find(others, token.text) != others.end();
  }
  return true;
}

void ProfileBodies::read_rule(ProfileToken first, const Context& context, Prefix prefix) {
  while (add_prefix(prefix, first)) first = lexer_.next();
  if (first.kind == Kind::open_brace) return read_body(context, prefix);
  if (first.kind == Kind::end_of_rule || first.kind == Kind::close_brace) return;
  const bool is_grant = first.kind == Kind::word && (first.text == "userns" || first.text == "all");
  if (is_grant && context.rules != nullptr && !prefix.prompt) {
    std::optional<int>& strongest = prefix.deny ? context.rules->deny : context.rules->allow;
    strongest = std::max(strongest.value_or(prefix.priority), prefix.priority);
  }
  lexer_.skip_rule();
  if (lexer_.peek() != '{') return;
  // No rule has a block. The parser refuses such a profile; here nothing within counts.
  lexer_.complain(Severity::error, lexer_.next(), "cannot read a rule: ',' is missing");
  read_body({context.profile, nullptr, false}, prefix);
}

}  // namespace aug
