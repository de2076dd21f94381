#include "core/log/audit_digest.h"

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>

#include "core/apparmor/label.h"
#include "core/apparmor/profile_family.h"
#include "core/log/profile_owners.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

/// More programs than any host has trouble with.
constexpr std::size_t most_incidents = 500;
/// Beyond that many, a record that comes twice counts twice.
constexpr std::size_t most_remembered = 200'000;
constexpr std::size_t longest_text = 600;
/// auditd writes the records of one event together.
constexpr std::size_t most_waiting = 100;

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

/// Where the record has no path, by the name that systemd gives itself, as anybody can.
bool is_systemd(const AuditRecord& record) {
  constexpr std::array programs = {"/usr/lib/systemd/systemd", "/usr/lib/systemd/systemd-executor",
                                   "/lib/systemd/systemd", "/lib/systemd/systemd-executor"};
  if (!record.execpath.empty()) return std::ranges::find(programs, record.execpath) != programs.end();
  return record.comm.starts_with('(') && record.comm.ends_with(')');
}

Meaning meaning_of_creation(const AuditRecord& record) {
  if (!record.policy_namespace.empty() && record.profile == "unconfined") return Meaning::in_container;
  // A record that was cut tells by where the process went.
  const bool is_unconfined = record.profile == "unconfined" || (record.profile.empty() && record.target == stub);
  if (is_unconfined) return is_systemd(record) ? Meaning::unit_sandbox : Meaning::needs_grant;
  if (record.verdict != Verdict::denied) return Meaning::unrelated;
  return is_of_sandbox(record) ? Meaning::nested : Meaning::confined;
}

/// What a program needs for a sandbox in a container: bubblewrap's "Failed to make / slave" is such a mount.
bool sets_up_sandbox(const AuditRecord& record) {
  return record.operation == "mount" || record.operation == "umount" || record.operation == "pivotroot" ||
         (record.operation == "capable" && record.capability == "sys_admin");
}

/// This program tries namespaces, and whether a sandbox leaves chroot(1) without its capability.
bool is_ours(const AuditRecord& record) {
  const bool is_probe = record.comm == "chroot" && record.capability == "sys_chroot" && is_of_sandbox(record);
  return record.comm == ourselves || is_probe;
}

/// What a mode only complains about goes ahead, but for a path that the kernel cannot name: path_name() in
/// security/apparmor/file.c.
bool is_refused_in_complain_mode(const AuditRecord& record) {
  return record.verdict == Verdict::allowed && record.error != 0 && record.info.starts_with("Failed name lookup");
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

/// Higher, the fewer can have written it.
int rank_of(Author author) {
  if (author == Author::kernel) return 2;
  return author == Author::named_file ? 1 : 0;
}

/// Of the record without what stands before its first field.
std::size_t hash_of_fields(std::string_view text) {
  return std::hash<std::string_view>()(text.substr(text.find("apparmor=")));
}

std::size_t hash_of_stamp(std::string_view text) {
  return std::hash<std::string_view>()(text.substr(0, text.find(')')));
}

std::string with_program(const std::string& text, const SystemCall& call) {
  return aug::format("{} [its system call: exe=\"{}\"]", text, call.program);
}

std::string evidence(std::string_view text) {
  const std::size_t end = std::min(text.size(), longest_text);
  return harmless(text.substr(0, end)) + (end < text.size() ? "..." : "");
}

}  // namespace

Meaning meaning_of(const AuditRecord& record) {
  if (is_refused_in_complain_mode(record)) return Meaning::disconnected;
  if (record.verdict != Verdict::denied && record.verdict != Verdict::audited) return Meaning::unrelated;
  if (is_ours(record)) return Meaning::unrelated;
  if (record.operation == "userns_create") return meaning_of_creation(record);
  if (contains(record.info, "converted to stacking")) return Meaning::stacked;
  if (contains(record.info, "conflicting profile attachments")) return Meaning::tie;
  if (record.verdict != Verdict::denied) return Meaning::unrelated;
  if (is_of_stub(record)) return Meaning::follow_up;
  if (is_of_sandbox(record) && record.operation == "capable") return Meaning::nested;
  if (sets_up_sandbox(record) && owner_of(record.profile).is_container) return Meaning::confined;
  return Meaning::unrelated;
}

void AuditDigest::take(std::string_view line, Author author) {
  LogLine read = read_log_line(line);
  if (std::holds_alternative<LostRecords>(read)) ++lost_marks_;
  if (const auto* call = std::get_if<SystemCall>(&read)) return take(*call, author);
  auto* record = std::get_if<AuditRecord>(&read);
  if (record == nullptr ? looks_like_record(line) : !is_readable(*record)) return leave_unread(line, author);
  if (record == nullptr || record->verdict == Verdict::status) return;
  take(std::move(*record), record_in(line), author);
}

void AuditDigest::take(AuditRecord record, std::string_view line, Author author) {
  std::string text(line);
  const bool has_come = !is_new(record, text, author);
  const std::string_view stamp = stamp_in(line);
  const bool waits = record.execpath.empty() && !stamp.empty() && meaning_of(record) != Meaning::unrelated;
  for (const auto& [call, who] : calls_) {
    if (has_come || !waits || call.stamp != stamp || who != author) continue;
    record.execpath = call.program;
    text = with_program(text, call);
  }
  if (waits && record.execpath.empty()) {
    waiting_.push_back({std::string(stamp), record, text.substr(0, longest_text + 1), author});
    if (waiting_.size() > most_waiting) waiting_.pop_front();
  }
  if (has_come) return;
  ++records_;
  if (const Meaning meaning = meaning_of(record); meaning != Meaning::unrelated) add(meaning, record, text, author);
}

/// auditd writes it behind the record, ausearch before it.
void AuditDigest::take(const SystemCall& call, Author author) {
  for (Waiting& each : waiting_) {
    if (each.stamp != call.stamp || each.author != author || !each.record.execpath.empty()) continue;
    take_back(each);
    each.record.execpath = call.program;
    add(meaning_of(each.record), each.record, with_program(each.text, call), author);
  }
  calls_.emplace_back(call, author);
  if (calls_.size() > most_waiting) calls_.pop_front();
}

void AuditDigest::take_back(const Waiting& waiting) {
  const auto found = std::find_if(incidents_.begin(), incidents_.end(), [&](const Incident& incident) {
    return is_same(incident, meaning_of(waiting.record), waiting.record, waiting.author);
  });
  if (found != incidents_.end() && --found->count == 0) incidents_.erase(found);
}

/// What any user can write must not keep root from an answer.
void AuditDigest::leave_unread(std::string_view line, Author author) {
  if (author != Author::anybody && unread_++ == 0) first_unread_ = evidence(line);
}

bool AuditDigest::is_new(const AuditRecord& record, std::string_view text, Author author) {
  const bool is_proved = author == Author::kernel;
  if (!is_proved && proved_.has(record, text)) return false;
  return (is_proved ? proved_ : unproved_).is_new(record, text);
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

/// Who asks has just seen something fail: what is newer stays, but for what more people could have written.
bool AuditDigest::make_room_for(const AuditRecord& record, Author author) {
  const auto oldest = std::ranges::min_element(incidents_, [](const Incident& a, const Incident& b) {
    const int difference = rank_of(a.author) - rank_of(b.author);
    return difference < 0 || (difference == 0 && is_before(a.last, b.last));
  });
  const int difference = rank_of(author) - rank_of(oldest->author);
  if (difference < 0 || (difference == 0 && is_before(record, oldest->last))) return false;
  left_out_ += oldest->count;
  incidents_.erase(oldest);
  return true;
}

void AuditDigest::add(Meaning meaning, const AuditRecord& record, std::string_view text, Author author) {
  auto found = std::find_if(incidents_.begin(), incidents_.end(),
                            [&](const Incident& incident) { return is_same(incident, meaning, record, author); });
  if (found == incidents_.end()) {
    if (incidents_.size() >= most_incidents && !make_room_for(record, author)) {
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
