#include "core/host/mount_table.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "core/text/format.h"

namespace aug {
namespace {

/// Behind the key, where a whole option begins with it.
std::string_view value_of(std::string_view options, std::string_view key) {
  for (std::size_t at = 0; (at = options.find(key, at)) != std::string_view::npos; at += key.size()) {
    if (at > 0 && options[at - 1] == ',') return options.substr(at + key.size());
  }
  return "";
}

}  // namespace

std::optional<unsigned> fuse_owner(std::string_view mountinfo, unsigned major, unsigned minor) {
  const std::string device = aug::format(" {}:{} ", major, minor);
  while (!mountinfo.empty()) {
    const std::string_view line = mountinfo.substr(0, mountinfo.find('\n'));
    mountinfo.remove_prefix(std::min(line.size() + 1, mountinfo.size()));
    // Blanks in paths and names are written as \040, so that no user's text can look like these.
    const std::size_t kind = line.find(" - fuse");
    const std::size_t options = line.rfind(' ');
    if (kind == std::string_view::npos || line.find(device) >= line.find('/')) continue;
    const std::string_view value = value_of(line.substr(options), "user_id=");
    unsigned owner = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), owner).ec == std::errc()) return owner;
  }
  return std::nullopt;
}

}  // namespace aug
