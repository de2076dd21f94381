#include "core/policy/policy_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <system_error>

#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "core/text/utf8.h"

namespace aug {

namespace {

using Kind = YamlValue::Kind;

// Anything that some YAML program may take for a number: 1, -1.5, 1e3, 0x1f, 1_000, .inf
bool looks_like_number(const YamlValue& value) {
  std::string_view text = value.text;
  if (!value.plain || text.empty()) return false;
  if (text.front() == '-' || text.front() == '+') text.remove_prefix(1);
  if (text.starts_with('.')) text.remove_prefix(1);
  if (text == "inf" || text == "nan" || text == "Inf" || text == "NaN")
    return value.text.find('.') != std::string::npos;
  if (text.empty() || !is_digit(text.front())) return false;
  const bool hexadecimal = text.starts_with("0x");
  return text.find_first_not_of(hexadecimal ? "0123456789abcdefABCDEFx_" : "0123456789.eE+-_:o") ==
         std::string_view::npos;
}

void add_wrong_type(const YamlValue& value, std::string_view what, std::string_view wanted, Mistakes& mistakes,
                    std::string hint = {}) {
  mistakes.add("wrong-type"_id, value.offset, aug::format("{} must be {}, not {}", what, wanted, kind_of(value)),
               std::move(hint));
}

}  // namespace

std::optional<bool> meant_boolean(const YamlValue& value) {
  static constexpr std::array<std::string_view, 3> yes = {"true", "yes", "on"};
  static constexpr std::array<std::string_view, 3> no = {"false", "no", "off"};
  if (value.kind != Kind::text || !value.plain) return std::nullopt;
  const std::string lower = small_letters(value.text);
  if (std::ranges::find(yes, lower) != yes.end()) return true;
  if (std::ranges::find(no, lower) != no.end()) return false;
  return std::nullopt;
}

std::string kind_of(const YamlValue& value) {
  switch (value.kind) {
    case Kind::nothing:
      return "empty";
    case Kind::list:
      return "a list";
    case Kind::map:
      return "a map";
    case Kind::text:
      break;
  }
  if (looks_like_number(value)) return "the number " + harmless(value.text);
  if (meant_boolean(value)) return "the boolean " + harmless(value.text);
  return (value.plain ? "" : "the text ") + quoted(value.text);
}

std::optional<std::string> read_text(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  if (value.kind != Kind::text) {
    add_wrong_type(value, what, "text", mistakes);
    return std::nullopt;
  }
  if (looks_like_number(value) || meant_boolean(value)) {
    add_wrong_type(value, what, "text", mistakes, aug::format("put it in quotes: {}", quoted(value.text)));
    return std::nullopt;
  }
  // A block of text ends in newlines that nobody means.
  const std::string text = value.text.substr(0, value.text.find_last_not_of(" \n") + 1);
  if (text.empty()) {
    mistakes.add("missing-value"_id, value.offset, aug::format("{} has no text", what));
    return std::nullopt;
  }
  if (!is_plain_line(text)) {
    mistakes.add("not-one-line"_id, value.offset, aug::format("{} must be one line without control characters", what));
    return std::nullopt;
  }
  return text;
}

std::optional<std::string> read_word(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  if (value.kind == Kind::text) return value.text;
  add_wrong_type(value, what, "text", mistakes);
  return std::nullopt;
}

std::optional<std::int64_t> read_whole_number(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  using Limits = std::numeric_limits<std::int64_t>;
  const std::string_view text = value.text;
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  // 010 is ten for some programs and eight for others.
  const bool is_whole = value.kind == Kind::text && value.plain && !digits.empty() &&
                        std::ranges::all_of(digits, is_digit) && (digits.size() == 1 || digits.front() != '0');
  if (!is_whole) {
    const bool in_quotes =
        value.kind == Kind::text && !value.plain && !digits.empty() && std::ranges::all_of(digits, is_digit);
    add_wrong_type(value, what, "a whole number", mistakes, in_quotes ? "leave out the quotes" : "");
    return std::nullopt;
  }
  std::int64_t number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec == std::errc::result_out_of_range) return text.starts_with('-') ? Limits::min() : Limits::max();
  return number;
}

std::optional<bool> read_boolean(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  if (value.kind == Kind::text && value.plain && value.text == "true") return true;
  if (value.kind == Kind::text && value.plain && value.text == "false") return false;
  const std::optional<bool> meant = meant_boolean(value);
  add_wrong_type(value, what, "true or false", mistakes, meant ? aug::format("write {}", *meant) : "");
  return std::nullopt;
}

bool is_list(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  if (value.kind != Kind::list) {
    add_wrong_type(value, what, "a list", mistakes, "begin each item with '- '");
  } else if (value.items.empty()) {
    mistakes.add("empty-list"_id, value.offset, aug::format("{} must have at least one item", what));
  }
  return value.kind == Kind::list && !value.items.empty();
}

bool is_map(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  if (value.kind == Kind::map) return true;
  add_wrong_type(value, what, "a map of keys and values", mistakes);
  return false;
}

}  // namespace aug
