#include "core/log/audit_field.h"

#include <algorithm>

#include "core/text/ascii.h"

namespace aug {
namespace {

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

std::optional<AuditField> next_audit_field(std::string_view& text) {
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(audit_blank), text.size()));
    if (text.empty()) return std::nullopt;
    const std::size_t end = std::min(text.find_first_of(audit_blank), text.size());
    if (text.substr(0, end).find('=') != std::string_view::npos) break;
    text.remove_prefix(end);
  }
  AuditField field;
  const std::size_t equals = text.find('=');
  field.key = text.substr(0, equals);
  text.remove_prefix(equals + 1);
  field.quoted = text.starts_with('"');
  if (field.quoted) text.remove_prefix(1);
  const std::size_t end = std::min(field.quoted ? text.find('"') : text.find_first_of(audit_blank), text.size());
  field.value = text.substr(0, end);
  field.closed = !field.quoted || end < text.size();
  text.remove_prefix(std::min(end + (field.quoted ? 1 : 0), text.size()));
  return field;
}

std::string string_in(const AuditField& field) {
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

}  // namespace aug
