#include "core/log/audit_digest.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "core/apparmor/label.h"
#include "core/apparmor/profile_family.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

/// More programs than any host has trouble with.
constexpr std::size_t most_incidents = 500;
/// Beyond that many, a record that comes twice counts twice.
constexpr std::size_t most_remembered = 200'000;
constexpr std::size_t longest_text = 600;

/// The stub that the kernel moves an unconfined program to.
constexpr std::string_view stub = "unprivileged_userns";

/// This program, which tries namespaces to see what becomes of them.
constexpr std::string_view ourselves = "aa-userns-gen";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Whether a stack such as "bwrap//&unpriv_bwrap" has a profile that `is_wanted`.
template <typename IsWanted>
bool has_profile(std::string_view stack, IsWanted is_wanted) {
  return std::ranges::any_of(label_from(stack).profiles, is_wanted);
}

bool is_of_stub(const AuditRecord& record) {
  return has_profile(record.profile, [](std::string_view name) { return name == stub; });
}

/// As the profiles for what a sandbox runs are named, ours and the distribution's.
bool is_of_sandbox(const AuditRecord& record) {
  return has_profile(record.profile, is_child);
}

bool is_systemd(const AuditRecord& record) {
  const bool in_parentheses = record.comm.starts_with('(') && record.comm.ends_with(')');
  return in_parentheses || record.execpath.ends_with("/systemd-executor");
}

Meaning meaning_of_creation(const AuditRecord& record) {
  if (!record.policy_namespace.empty() && record.profile == "unconfined") return Meaning::in_container;
  if (record.profile == "unconfined") return is_systemd(record) ? Meaning::unit_sandbox : Meaning::needs_grant;
  if (record.verdict != Verdict::denied) return Meaning::unrelated;
  return is_of_sandbox(record) ? Meaning::nested : Meaning::confined;
}

bool is_same(const Incident& incident, Meaning meaning, const AuditRecord& record, Author author) {
  const AuditRecord& other = incident.last;
  if (incident.author != author || incident.meaning != meaning || other.execpath != record.execpath) return false;
  // One program has threads of many names; its path is a better name for it.
  if (record.execpath.empty() && other.comm != record.comm) return false;
  return std::tie(other.profile, other.policy_namespace) == std::tie(record.profile, record.policy_namespace) &&
         (meaning != Meaning::stacked || other.name == record.name);
}

bool is_before(const AuditRecord& a, const AuditRecord& b) {
  return std::tie(a.seconds, a.milliseconds, a.serial) < std::tie(b.seconds, b.milliseconds, b.serial);
}

/// Of the record without what stands before its first field.
std::size_t hash_of_fields(std::string_view text) {
  return std::hash<std::string_view>()(text.substr(text.find("apparmor=")));
}

std::size_t hash_of_stamp(std::string_view text) {
  return std::hash<std::string_view>()(text.substr(0, text.find(')')));
}

std::string evidence(std::string_view text) {
  const std::size_t end = std::min(text.size(), longest_text);
  return harmless(text.substr(0, end)) + (end < text.size() ? "..." : "");
}

}  // namespace

Meaning meaning_of(const AuditRecord& record) {
  if (record.verdict != Verdict::denied && record.verdict != Verdict::audited) return Meaning::unrelated;
  if (record.comm == ourselves) return Meaning::unrelated;
  if (record.operation == "userns_create") return meaning_of_creation(record);
  if (contains(record.info, "converted to stacking")) return Meaning::stacked;
  if (contains(record.info, "conflicting profile attachments")) return Meaning::tie;
  if (record.verdict != Verdict::denied) return Meaning::unrelated;
  if (is_of_stub(record)) return Meaning::follow_up;
  if (is_of_sandbox(record) && record.operation == "capable") return Meaning::nested;
  return Meaning::unrelated;
}

void AuditDigest::take(std::string_view line, Author author) {
  const LogLine read = read_log_line(line);
  if (std::holds_alternative<LostRecords>(read)) ++lost_marks_;
  const auto* record = std::get_if<AuditRecord>(&read);
  if (record == nullptr || record->verdict == Verdict::status) return;
  const std::string_view text = record_in(line);
  const bool is_proved = author == Author::kernel;
  if (!is_proved && proved_.has(*record, text)) return;
  if (!(is_proved ? proved_ : unproved_).is_new(*record, text)) return;
  ++records_;
  if (const Meaning meaning = meaning_of(*record); meaning != Meaning::unrelated) add(meaning, *record, text, author);
}

/// dmesg, the journal and auditd's log have the same record under the same stamp; the journal has it a second time
/// without one.
bool AuditDigest::Seen::is_new(const AuditRecord& record, std::string_view text) {
  const std::size_t fields = hash_of_fields(text);
  if (texts.size() >= most_remembered) return true;
  if (!record.has_stamp()) {
    const bool is_unknown = texts.insert(fields).second;
    if (is_unknown) unstamped.insert(fields);
    return is_unknown;
  }
  if (stamps.size() < most_remembered && !stamps.insert(hash_of_stamp(text)).second) return false;
  texts.insert(fields);
  return unstamped.erase(fields) == 0;
}

bool AuditDigest::Seen::has(const AuditRecord& record, std::string_view text) const {
  if (!record.has_stamp()) return texts.contains(hash_of_fields(text));
  return stamps.contains(hash_of_stamp(text)) || unstamped.contains(hash_of_fields(text));
}

void AuditDigest::add(Meaning meaning, const AuditRecord& record, std::string_view text, Author author) {
  auto found = std::find_if(incidents_.begin(), incidents_.end(),
                            [&](const Incident& incident) { return is_same(incident, meaning, record, author); });
  if (found == incidents_.end()) {
    if (incidents_.size() >= most_incidents) {
      ++left_out_;
      return;
    }
    incidents_.push_back({meaning, 0, record, record, evidence(text), author});
    found = incidents_.end() - 1;
  }
  ++found->count;
  if (record.has_stamp() && (!found->first.has_stamp() || is_before(record, found->first))) found->first = record;
  if (!is_before(record, found->last)) {
    found->last = record;
    found->text = evidence(text);
  }
}

}  // namespace aug
