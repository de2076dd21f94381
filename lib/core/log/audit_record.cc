#include "core/log/audit_record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include "core/log/audit_field.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/words.h"

namespace aug {
namespace {

constexpr std::int64_t end_of_9999 = 253402300799;

template <typename Number>
std::optional<Number> number_at_start(std::string_view text) {
  Number number{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc()) return std::nullopt;
  return number;
}

/// aa_audit_type in security/apparmor/audit.c. Who is killed was refused.
constexpr auto verdicts = std::to_array<Word<Verdict>>({{"DENIED", Verdict::denied},
                                                        {"AUDIT", Verdict::audited},
                                                        {"ALLOWED", Verdict::allowed},
                                                        {"STATUS", Verdict::status},
                                                        {"KILLED", Verdict::denied},
                                                        {"HINT", Verdict::other},
                                                        {"ERROR", Verdict::other},
                                                        {"AUTO", Verdict::other}});

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

/// What comes first counts: a name at the end, which a user chose, may go on with fields.
void take(const AuditField& field, AuditRecord& record) {
  if (field.key == "error" && record.error == 0) {
    record.error = number_at_start<int>(field.value).value_or(0);
  } else if (field.key == "pid" && record.pid == 0) {
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
    const std::string_view value = line.substr(at + first_key.size());
    // An argument of the kernel's command line.
    if (value.starts_with('0') || value.starts_with('1')) continue;
    // auditd puts the records of other programs into single quotes.
    if (at == 0 || audit_blank.find(line[at - 1]) != std::string_view::npos || line[at - 1] == '\'') return at;
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

/// "type=SYSCALL msg=audit(1757400000.100:500): arch=c000003e ... exe="/opt/x" ...", of auditd, ausearch or the
/// kernel.
std::optional<SystemCall> system_call_in(std::string_view line) {
  std::size_t at = std::string_view::npos;
  for (const std::string_view type : {"type=SYSCALL msg=audit(", "type=1300 msg=audit(", "type=1300 audit("}) {
    if (at == std::string_view::npos) at = line.find(type);
  }
  if (at == std::string_view::npos) return std::nullopt;
  line.remove_prefix(at);
  SystemCall call{std::string(stamp_in(line)), ""};
  at = line.find(')');
  if (at == std::string_view::npos) return std::nullopt;
  line.remove_prefix(at + 1);
  while (const auto field = next_audit_field(line)) {
    if (field->key == "exe" && call.program.empty()) call.program = string_in(*field);
  }
  if (!call.program.starts_with('/')) return std::nullopt;
  return call;
}

}  // namespace

std::string_view stamp_in(std::string_view line) {
  constexpr std::string_view begin = "audit(";
  const std::size_t at = line.find(begin);
  if (at == std::string_view::npos) return "";
  line.remove_prefix(at + begin.size());
  const std::size_t end = line.find(')');
  return end == std::string_view::npos ? "" : line.substr(0, end);
}

bool looks_like_record(std::string_view line) {
  const std::string text = small_letters(line.substr(0, longest_log_line));
  if (text.find("apparmor") == std::string::npos) return false;
  for (const char* key : {"operation=", "operation\"", "operation\\", "operation:"}) {
    if (text.find(key) != std::string::npos) return true;
  }
  return false;
}

bool is_readable(const AuditRecord& record) {
  if (record.verdict == Verdict::status || record.verdict == Verdict::other) return true;
  if (record.verdict == Verdict::unknown || record.operation.empty()) return false;
  const bool needs_profile = record.operation == "userns_create" || record.operation == "capable";
  return !needs_profile || !record.profile.empty() || !record.target.empty();
}

LogLine read_log_line(std::string_view line) {
  line = line.substr(0, longest_log_line);
  const std::size_t start = record_start(line);
  if (start == std::string_view::npos) {
    if (auto call = system_call_in(line)) return *call;
    if (const auto lost = lost_in(line)) return *lost;
    return {};
  }
  AuditRecord record;
  if (const std::size_t stamp = stamp_start(line, start); stamp != std::string_view::npos) {
    take_stamp(line.substr(stamp, start - stamp), record);
  }
  std::string_view rest = line.substr(start);
  if (const auto field = next_audit_field(rest)) {
    record.verdict = value_of(verdicts, field->value).value_or(Verdict::unknown);
  }
  while (const auto field = next_audit_field(rest)) take(*field, record);
  return record;
}

std::string_view record_in(std::string_view line) {
  line = line.substr(0, longest_log_line);
  const std::size_t start = record_start(line);
  if (start == std::string_view::npos) return "";
  const std::size_t stamp = stamp_start(line, start);
  const std::string_view record = line.substr(std::min(stamp, start));
  return record.substr(0, record.find_last_not_of(audit_blank) + 1);
}

std::string time_of(const AuditRecord& record) {
  if (!record.has_stamp()) return "";
  using namespace std::chrono;
  const sys_seconds time{seconds{record.seconds}};
  const sys_days day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  return aug::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace aug
