#pragma once

#include <optional>
#include <string>
#include <string_view>

// KEY=VALUE in a record of AppArmor's. How the kernel writes it: common_file_perm() and audit_pre() in
// security/apparmor, audit_log_untrustedstring() in kernel/audit.c.

namespace aug {

/// The characters between fields. auditd's enriched records go on after 0x1d.
inline constexpr std::string_view audit_blank = " \t\r\n\x1d";

struct AuditField {
  std::string_view key;
  std::string_view value;
  bool quoted = false;
  bool closed = true;  ///< false: the text ends before the quotes do
};

/// Takes the next KEY=VALUE from the front of `text`; words without "=" are passed over. nullopt at the end.
std::optional<AuditField> next_audit_field(std::string_view& text);

/// A string that another party chose: in quotes, or, with a byte below '!' or above '~' or a double quote in it, as hex
/// without quotes. What is neither is taken as it stands.
std::string string_in(const AuditField& field);

}  // namespace aug
