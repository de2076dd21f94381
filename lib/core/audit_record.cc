#include "core/audit_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include "core/ascii.h"

// How the kernel writes it: common_file_perm() and audit_pre() in security/apparmor, audit_log_untrustedstring() in
// kernel/audit.c. A string with a byte below '!' or above '~', or with a double quote, is written as hex without
// quotes.

namespace aug {
namespace {

constexpr std::string_view blank = " \t\r\n\x1d";  // auditd's enriched records go on behind 0x1d
constexpr std::int64_t end_of_9999 = 253402300799;

struct Field {
  std::string_view key;
  std::string_view value;
  bool quoted = false;
};

bool is_blank(char c) {
  return blank.find(c) != std::string_view::npos;
}

template <typename Number>
std::optional<Number> number_at_start(std::string_view text) {
  Number number{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc()) return std::nullopt;
  return number;
}

/// Takes the next KEY=VALUE from the front of `text`; words without "=" are passed over.
std::optional<Field> next_field(std::string_view& text) {
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(blank), text.size()));
    if (text.empty()) return std::nullopt;
    const std::size_t end = std::min(text.find_first_of(blank), text.size());
    if (text.substr(0, end).find('=') != std::string_view::npos) break;
    text.remove_prefix(end);
  }
  Field field;
  const std::size_t equals = text.find('=');
  field.key = text.substr(0, equals);
  text.remove_prefix(equals + 1);
  field.quoted = text.starts_with('"');
  if (field.quoted) text.remove_prefix(1);
  const std::size_t end = std::min(field.quoted ? text.find('"') : text.find_first_of(blank), text.size());
  field.value = text.substr(0, end);
  text.remove_prefix(std::min(end + (field.quoted ? 1 : 0), text.size()));
  return field;
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// A string that another party chose: in quotes, or as hex. What is neither is taken as it stands.
std::string string_in(const Field& field) {
  const std::string_view text = field.value;
  const bool is_hex = !field.quoted && !text.empty() && text.size() % 2 == 0 &&
                      std::ranges::all_of(text, [](char c) { return hex_digit(c) >= 0; });
  if (!is_hex) return std::string(text);
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    bytes += static_cast<char>(hex_digit(text[at]) * 16 + hex_digit(text[at + 1]));
  }
  return bytes;
}

Verdict verdict_of(std::string_view word) {
  if (word == "DENIED") return Verdict::denied;
  if (word == "AUDIT") return Verdict::audited;
  if (word == "ALLOWED") return Verdict::allowed;
  return word == "STATUS" ? Verdict::status : Verdict::other;
}

struct TextField {
  std::string_view key;
  std::string AuditRecord::*member;
};

constexpr std::array<TextField, 16> text_fields = {{
    {"operation", &AuditRecord::operation},
    {"class", &AuditRecord::class_name},
    {"info", &AuditRecord::info},
    {"namespace", &AuditRecord::policy_namespace},
    {"profile", &AuditRecord::profile},
    {"label", &AuditRecord::profile},
    {"name", &AuditRecord::name},
    {"comm", &AuditRecord::comm},
    {"requested", &AuditRecord::requested},
    {"requested_mask", &AuditRecord::requested},
    {"denied", &AuditRecord::denied},
    {"denied_mask", &AuditRecord::denied},
    {"target", &AuditRecord::target},
    {"execpath", &AuditRecord::execpath},
    {"capname", &AuditRecord::capability},
    {"flags", &AuditRecord::flags},
}};

void take(const Field& field, AuditRecord& record) {
  if (field.key == "apparmor") {
    record.verdict = verdict_of(field.value);
  } else if (field.key == "error") {
    record.error = number_at_start<int>(field.value).value_or(0);
  } else if (field.key == "pid") {
    record.pid = std::max(0, number_at_start<int>(field.value).value_or(0));
  }
  for (const TextField& known : text_fields) {
    std::string& member = record.*known.member;
    if (known.key == field.key && member.empty()) member = string_in(field);
  }
}

/// Where "apparmor=" begins a field; npos when the line has none.
std::size_t record_start(std::string_view line) {
  constexpr std::string_view first_key = "apparmor=";
  for (std::size_t at = line.find(first_key); at != std::string_view::npos; at = line.find(first_key, at + 1)) {
    // auditd puts the records of other programs into single quotes.
    if (at == 0 || is_blank(line[at - 1]) || line[at - 1] == '\'') return at;
  }
  return std::string_view::npos;
}

/// The last "audit(" before the record itself; npos when the line has none.
std::size_t stamp_start(std::string_view line, std::size_t record) {
  return line.substr(0, record).rfind("audit(");
}

/// "audit(1723479095.677:169)"
void take_stamp(std::string_view stamp, AuditRecord& record) {
  stamp.remove_prefix(std::string_view("audit(").size());
  const std::size_t dot = stamp.find('.');
  const std::size_t colon = stamp.find(':');
  if (dot == std::string_view::npos || colon == std::string_view::npos || dot > colon) return;
  const auto seconds = number_at_start<std::int64_t>(stamp);
  const auto milliseconds = number_at_start<int>(stamp.substr(dot + 1));
  const auto serial = number_at_start<std::uint64_t>(stamp.substr(colon + 1));
  if (!seconds || !milliseconds || !serial || *seconds <= 0 || *seconds > end_of_9999) return;
  record.seconds = *seconds;
  record.milliseconds = std::clamp(*milliseconds, 0, 999);
  record.serial = *serial;
}

/// "kauditd_printk_skb: 16 callbacks suppressed", "audit: audit_lost=12 audit_rate_limit=0 ...", "audit: rate limit
/// exceeded", "audit: backlog limit exceeded", and the journal's "Missed 12 kernel messages".
std::optional<LostRecords> lost_in(std::string_view line) {
  const auto number_before = [&](std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && is_digit(line[begin - 1])) --begin;
    return number_at_start<std::uint64_t>(line.substr(begin, at - begin)).value_or(0);
  };
  const std::size_t suppressed = line.find(" callbacks suppressed");
  if (suppressed != std::string_view::npos && line.find("audit") < suppressed) {
    return LostRecords{number_before(suppressed)};
  }
  if (const std::size_t missed = line.find(" kernel messages"); missed != std::string_view::npos) {
    const bool is_mark = line.substr(0, missed).find("Missed ") != std::string_view::npos;
    if (is_mark) return LostRecords{number_before(missed)};
  }
  constexpr std::string_view total = "audit_lost=";
  if (const std::size_t at = line.find(total); at != std::string_view::npos) {
    const auto count = number_at_start<std::uint64_t>(line.substr(at + total.size()));
    if (count && *count > 0) return LostRecords{*count};
  }
  for (const std::string_view words : {"audit: rate limit exceeded", "audit: backlog limit exceeded"}) {
    if (line.find(words) != std::string_view::npos) return LostRecords{};
  }
  return std::nullopt;
}

}  // namespace

LogLine read_log_line(std::string_view line) {
  line = line.substr(0, longest_log_line);
  const std::size_t start = record_start(line);
  if (start == std::string_view::npos) {
    if (const auto lost = lost_in(line)) return *lost;
    return {};
  }
  AuditRecord record;
  if (const std::size_t stamp = stamp_start(line, start); stamp != std::string_view::npos) {
    take_stamp(line.substr(stamp, start - stamp), record);
  }
  std::string_view rest = line.substr(start);
  while (const auto field = next_field(rest)) take(*field, record);
  return record;
}

std::string_view record_in(std::string_view line) {
  line = line.substr(0, longest_log_line);
  const std::size_t start = record_start(line);
  if (start == std::string_view::npos) return "";
  const std::size_t stamp = stamp_start(line, start);
  const std::string_view record = line.substr(std::min(stamp, start));
  return record.substr(0, record.find_last_not_of(blank) + 1);
}

std::string time_of(const AuditRecord& record) {
  if (!record.has_stamp()) return "";
  using namespace std::chrono;
  const sys_seconds time{seconds{record.seconds}};
  const sys_days day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace aug
