#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

// AppArmor's records, as they come in dmesg, /dev/kmsg, the journal, syslog and auditd's log: whatever a log puts in
// front, the record is "audit(SECONDS.MS:SERIAL): apparmor=... KEY=VALUE ...", where the stamp may be missing.

namespace aug {

/// The decision of AppArmor.
enum class Verdict {
  denied,
  audited,  ///< allowed, and worth a record: "AUDIT"
  allowed,  ///< would be denied, but the profile only complains
  status,   ///< a profile was loaded, replaced or removed
  other,    ///< the kernel's other words
  unknown,  ///< no word of the kernel's
};

/// One record. What it does not say is "" or 0.
struct AuditRecord {
  Verdict verdict = Verdict::other;
  std::int64_t seconds = 0;  ///< since 1970; 0 when the line has no stamp, as that of the journal for auditd's records
  int milliseconds = 0;      ///< of the stamp
  std::uint64_t serial = 0;  ///< of the stamp: one number for each record of a boot
  std::string operation;     ///< "userns_create", "capable", "mount", "change_onexec"
  std::string class_name;    ///< "namespace", "cap", "file"
  std::string info;          ///< the kernel's own words: "Userns create - transitioning profile"
  int error = 0;             ///< -13
  std::string policy_namespace;  ///< of a container: "root//lxd-c1_<var-lib-lxd>"
  std::string profile;           ///< of the process, or its stack of profiles
  std::string name;              ///< the file, or the profile, that it is about
  int pid = 0;
  std::string comm;       ///< the name of the thread, at most 15 bytes; "(NAME)" for systemd before it executes
  std::string requested;  ///< "userns_create", "wr"
  std::string denied;
  std::string target;      ///< the profile that it went to
  std::string execpath;    ///< the program; newer kernels have it
  std::string capability;  ///< "sys_admin"
  std::string flags;       ///< of a mount: "rw, rprivate"

  bool has_stamp() const { return seconds != 0; }
  friend bool operator==(const AuditRecord&, const AuditRecord&) = default;
};

/// A line which says that records were lost.
struct LostRecords {
  std::uint64_t count = 0;  ///< 0 when it does not say

  friend bool operator==(const LostRecords&, const LostRecords&) = default;
};

/// auditd's record of the system call in which the record of AppArmor's with the same stamp came to be.
struct SystemCall {
  std::string stamp;    ///< as it is written
  std::string program;  ///< its path

  friend bool operator==(const SystemCall&, const SystemCall&) = default;
};

using LogLine = std::variant<std::monostate, AuditRecord, LostRecords, SystemCall>;

/// Longer lines are cut before they are read: the longest record holds a few paths.
inline constexpr std::size_t longest_log_line = 16 << 10;

/// The content of one line of a log, whoever wrote it. Never throws for what the line says.
LogLine read_log_line(std::string_view line);

/// The record as it stands in the line, from its stamp on, without what the log put in front.
std::string_view record_in(std::string_view line);

/// The text between "audit(" and ")" in front of the record: one for all records of one event. "" for none.
std::string_view stamp_in(std::string_view line);

/// Whether the line has words of a record of AppArmor's, in whatever form.
bool looks_like_record(std::string_view line);

/// Whether so much of the record is there, and in the kernel's words, that its meaning can be told.
bool is_readable(const AuditRecord& record);

/// "2024-08-12 11:58:15 UTC"; "" for a record without a stamp.
std::string time_of(const AuditRecord& record);

}  // namespace aug
