#include "core/log/record_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/text/ascii.h"

namespace aug {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view first_key = "apparmor=";

/// A record of a new namespace has more before the path of its program, which is the only value that can have a line
/// break of its own: what is broken before that was broken by a terminal, and not by the name of a folder.
constexpr std::size_t widest_terminal = 160;
/// No mail and no terminal breaks earlier.
constexpr std::size_t narrowest_text = 50;
constexpr std::size_t most_parts = 16;
/// JSON in a string of JSON, as collectors of logs write it.
constexpr int deepest_json = 3;

bool is_escaped(std::string_view text, std::size_t at) {
  std::size_t backslashes = 0;
  while (backslashes < at && text[at - 1 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

/// The next quote from `at` on that no backslash precedes, or before it.
std::size_t plain_quote(std::string_view text, std::size_t at, bool forward) {
  for (;;) {
    at = forward ? text.find('"', at) : text.rfind('"', at);
    if (at == npos || !is_escaped(text, at)) return at;
    if (!forward && at == 0) return npos;
    at = forward ? at + 1 : at - 1;
  }
}

/// The content of the string of JSON around the record: its quotes have backslashes in there.
std::optional<std::string> out_of_string(std::string_view line) {
  const std::size_t record = line.find("apparmor=\\");
  if (record == npos || record == 0) return std::nullopt;
  const std::size_t begin = plain_quote(line, record - 1, false);
  if (begin == npos) return std::nullopt;
  const std::size_t end = plain_quote(line, record, true);
  // A line that was cut is read as far as it goes.
  std::string text(line.substr(begin, end == npos ? end : end - begin + 1));
  if (end == npos) text += is_escaped(text, text.size()) ? "\\\"" : "\"";
  const auto value = nlohmann::json::parse(text, nullptr, false);
  return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

/// How the journal writes a message with bytes that are no text: "MESSAGE":[97,117,...].
std::optional<std::string> out_of_bytes(std::string_view line) {
  constexpr std::string_view key = "\"MESSAGE\"";
  std::size_t at = line.find(key);
  if (at == npos) return std::nullopt;
  line.remove_prefix(at + key.size());
  if (at = line.find_first_not_of(" :"); at == npos || line[at] != '[') return std::nullopt;
  std::string bytes;
  for (line.remove_prefix(at + 1); !line.empty() && line.front() != ']';) {
    unsigned number = 0;
    line.remove_prefix(std::min(line.find_first_not_of(" ,"), line.size()));
    const auto read = std::from_chars(line.data(), line.data() + line.size(), number);
    if (read.ec != std::errc() || number > 255) return std::nullopt;
    bytes += static_cast<char>(number);
    line.remove_prefix(static_cast<std::size_t>(read.ptr - line.data()));
  }
  return bytes.find(first_key) == npos ? std::nullopt : std::optional(bytes);
}

std::string replaced(std::string_view text, std::string_view old, std::string_view with) {
  std::string result;
  for (std::size_t at = 0; (at = text.find(old)) != npos; text.remove_prefix(at + old.size())) {
    result.append(text.substr(0, at)).append(with);
  }
  return result.append(text);
}

/// What stands for a double quote where a text processor or a web page was between.
std::string with_plain_quotes(std::string text) {
  constexpr std::array<std::string_view, 7> bent = {"“", "”", "„", "″", "&quot;", "&#34;", "\\x22"};
  const std::size_t record = text.find(first_key);
  if (record == npos) return text;
  const std::string_view value = std::string_view(text).substr(record + first_key.size());
  if (value.starts_with('"')) return text;
  if (value.starts_with('\'')) return replaced(text, "'", "\"");
  if (value.starts_with("‘") || value.starts_with("’")) return replaced(replaced(text, "‘", "\""), "’", "\"");
  for (const std::string_view quote : bent) text = replaced(std::move(text), quote, "\"");
  return text;
}

bool has_stamp(std::string_view line) {
  const std::size_t at = line.find("audit(");
  return at != npos && at + 6 < line.size() && is_digit(line[at + 6]);
}

/// How the lines of logs begin, whoever wrote them.
bool begins_a_line(std::string_view line) {
  constexpr std::array<std::string_view, 12> months = {"Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ",
                                                       "Jul ", "Aug ", "Sep ", "Oct ", "Nov ", "Dec "};
  const auto begins = [&](std::string_view word) { return line.starts_with(word); };
  const bool is_date = line.size() > 10 && is_digit(line[0]) && is_digit(line[3]) && line[4] == '-' && line[7] == '-';
  const bool is_uptime = begins("[") && line.find(']') < 20 && line.find('.') < line.find(']');
  return is_date || is_uptime || begins("type=") || begins("node=") || begins("{") || begins("audit: ") ||
         std::ranges::any_of(months, begins);
}

std::size_t widest(const std::vector<std::string>& parts) {
  std::size_t width = 0;
  for (const std::string& part : parts) width = std::max(width, part.size());
  return width;
}

/// Whether a terminal cut at its last column, and not between words as a mail is.
bool is_cut_at_a_column(const std::vector<std::string>& parts) {
  constexpr std::array<std::size_t, 5> columns = {80, 100, 120, 132, 160};
  const auto last = parts.end() - 1;
  const std::size_t width = widest(parts);
  // Of what a mail broke, few lines have one length.
  const auto full = std::count_if(parts.begin(), last, [&](const std::string& part) { return part.size() == width; });
  if (parts.size() == 2) return std::ranges::find(columns, width) != columns.end();
  return 2 * full >= last - parts.begin();
}

std::string joined(const std::vector<std::string>& parts) {
  const std::size_t width = widest(parts);
  const bool is_cut = is_cut_at_a_column(parts);
  std::string text;
  for (const std::string& part : parts) {
    const bool is_last = &part == &parts.back();
    text += part;
    // A blank at the last column is lost where the text is copied.
    if (!is_last && (!is_cut || part.size() < width)) text += ' ';
  }
  return text;
}

}  // namespace

std::string straightened(std::string_view line) {
  std::string text(line);
  if (auto bytes = out_of_bytes(text)) text = std::move(*bytes);
  for (int depth = 0; depth < deepest_json; ++depth) {
    auto inner = out_of_string(text);
    if (!inner) break;
    text = std::move(*inner);
  }
  return with_plain_quotes(std::move(text));
}

bool RecordLines::continues(std::string_view line) const {
  if (parts_.size() >= most_parts || line.size() > widest_terminal || begins_a_line(line) || has_stamp(line)) {
    return false;
  }
  const bool has_begun =
      std::ranges::any_of(parts_, [](const std::string& part) { return part.find(first_key) != npos; });
  if (line.find(first_key) != npos) return !has_begun;
  // The rest of a value, or more fields.
  return line.find('=') != npos || line.ends_with('"') || line.ends_with("”");
}

void RecordLines::take(std::string_view line) {
  line = line.substr(0, line.find_last_not_of('\r') + 1);
  if (!parts_.empty()) {
    if (continues(line)) {
      parts_.emplace_back(line);
      return;
    }
    finish();
  }
  const bool is_as_wide = line.size() >= narrowest_text && line.size() <= widest_terminal;
  const bool may_go_on = is_as_wide && (has_stamp(line) || line.find(first_key) != npos);
  if (!may_go_on) return take_(straightened(line));
  parts_.emplace_back(line);
}

void RecordLines::finish() {
  if (parts_.empty()) return;
  const std::string line = joined(parts_);
  parts_.clear();
  take_(straightened(line));
}

}  // namespace aug
