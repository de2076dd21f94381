#include "core/apparmor/profile_condition.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

namespace aug {
namespace {

constexpr int deepest_nesting = 20;

/// From the weakest operator to the strongest: or, and, not.
class Condition {
 public:
  Condition(std::vector<ProfileToken> tokens, Tunables& tunables, int depth)
      : tokens_(std::move(tokens)), tunables_(tunables), depth_(depth) {}

  std::optional<bool> value() {
    const auto result = alternatives();
    return at_ == tokens_.size() ? result : std::nullopt;
  }

 private:
  bool take(std::string_view word) {
    const bool found = at_ < tokens_.size() && tokens_[at_].text == word;
    if (found) ++at_;
    return found;
  }

  std::optional<bool> alternatives() {
    auto result = conjunction();
    while (take("or")) {
      const auto right = conjunction();
      result = result && right ? std::optional(*result || *right) : std::nullopt;
    }
    return result;
  }

  std::optional<bool> conjunction() {
    auto result = term();
    while (take("and")) {
      const auto right = term();
      result = result && right ? std::optional(*result && *right) : std::nullopt;
    }
    return result;
  }

  std::optional<bool> term() {
    bool negated = false;
    while (take("not")) negated = !negated;
    const auto result = primary();
    return result ? std::optional(*result != negated) : std::nullopt;
  }

  std::optional<bool> primary() {
    const bool asks_for_definition = take("defined");
    if (at_ == tokens_.size()) return std::nullopt;
    const ProfileToken& token = tokens_[at_++];
    if (!asks_for_definition && at_ < tokens_.size()) {
      for (const std::string_view sign : {"in", "==", "!="}) {
        if (take(sign)) return compared(token, sign);
      }
    }
    if (token.kind == ProfileToken::Kind::parenthesised && !asks_for_definition) return nested(token);
    const std::string name = variable_name(token.text);
    // "defined $flag" is what it says for the parser 4.1, and never true for 5.0.
    if (asks_for_definition) return token.text.starts_with('@') ? std::optional(tunables_.is_set(name)) : std::nullopt;
    if (token.text.starts_with('$')) return tunables_.flag(name);
    if (token.text == "true" || token.text == "TRUE") return true;
    if (token.text == "false" || token.text == "FALSE") return false;
    return std::nullopt;
  }

  /// Both sides are sets of values, a plain word one of one.
  std::optional<bool> compared(const ProfileToken& left, std::string_view sign) {
    if (at_ == tokens_.size()) return std::nullopt;
    const auto a = values_of(left);
    const auto b = values_of(tokens_[at_++]);
    if (!a || !b) return std::nullopt;
    if (sign == "in") return std::ranges::includes(*b, *a);
    return (*a == *b) == (sign == "==");
  }

  std::optional<std::set<std::string>> values_of(const ProfileToken& token) {
    if (token.kind != ProfileToken::Kind::word && token.kind != ProfileToken::Kind::quoted) return std::nullopt;
    const bool has_more = token.text.find("@{") != std::string_view::npos &&
                          (!token.text.starts_with("@{") || token.text.find('}') != token.text.size() - 1);
    if (has_more) return std::nullopt;  // the parser puts no variable into a longer word
    const auto values = tunables_.values_in(token.text);
    return values ? std::optional(std::set<std::string>(values->begin(), values->end())) : std::nullopt;
  }

  std::optional<bool> nested(const ProfileToken& token) const {
    if (depth_ == deepest_nesting) return std::nullopt;
    Diagnoses ignored;
    const FindIncluded nothing;
    ProfileLexer lexer({"", token.text}, nothing, ignored);
    std::vector<ProfileToken> tokens;
    while (lexer.peek() != '\0') tokens.push_back(lexer.next());
    return Condition(std::move(tokens), tunables_, depth_ + 1).value();
  }

  std::vector<ProfileToken> tokens_;
  Tunables& tunables_;
  int depth_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<bool> condition_value(const std::vector<ProfileToken>& condition, Tunables& tunables) {
  return Condition(condition, tunables, 0).value();
}

}  // namespace aug
