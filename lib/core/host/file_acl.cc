#include "core/host/file_acl.h"

#include <cstdint>
#include <cstring>

#include "core/text/format.h"

namespace aug {
namespace {

// <linux/posix_acl.h> and <linux/posix_acl_xattr.h>: a version, then the entries, all little-endian.
constexpr std::uint32_t version = 2;
constexpr std::uint16_t named_user = 0x02;
constexpr std::uint16_t named_group = 0x08;
constexpr std::uint16_t mask_entry = 0x10;
constexpr std::uint16_t may_write = 2;

struct Entry {
  std::uint16_t tag;
  std::uint16_t rights;
  std::uint32_t id;
};
static_assert(sizeof(Entry) == 8);

/// The entry at `at`; `bytes` must reach that far.
Entry entry_at(std::string_view bytes, std::size_t at) {
  Entry entry{};
  std::memcpy(&entry, bytes.data() + at, sizeof entry);
  return entry;
}

/// What the mask leaves to named users and groups.
bool mask_lets_write(std::string_view bytes) {
  for (std::size_t at = sizeof version; at < bytes.size(); at += sizeof(Entry)) {
    const Entry entry = entry_at(bytes, at);
    if (entry.tag == mask_entry) return (entry.rights & may_write) != 0;
  }
  return true;
}

}  // namespace

std::string writer_in_acl(std::string_view bytes) {
  if (bytes.empty()) return "";
  std::uint32_t found = 0;
  if (bytes.size() < sizeof found || (bytes.size() - sizeof found) % sizeof(Entry) != 0) return "somebody";
  std::memcpy(&found, bytes.data(), sizeof found);
  if (found != version) return "somebody";
  if (!mask_lets_write(bytes)) return "";
  for (std::size_t at = sizeof version; at < bytes.size(); at += sizeof(Entry)) {
    const Entry entry = entry_at(bytes, at);
    const bool is_named = entry.tag == named_user || entry.tag == named_group;
    if (!is_named || entry.id == 0 || (entry.rights & may_write) == 0) continue;
    return aug::format("{} {}", entry.tag == named_user ? "user" : "group", entry.id);
  }
  return "";
}

}  // namespace aug
