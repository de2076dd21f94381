#include "core/log/journal_export.h"

#include <cstdint>

namespace aug {
namespace {

constexpr std::size_t size_of_number = 8;

/// Little-endian.
std::uint64_t number_in(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t at = bytes.size(); at > 0; --at) number = number << 8 | static_cast<unsigned char>(bytes[at - 1]);
  return number;
}

}  // namespace

/// A field is a line "NAME=VALUE", or the line "NAME", the size of the value in 8 bytes, the value and a line break:
/// systemd's journal export format.
void for_each_journal_message(std::string_view exported, const std::function<void(std::string_view message)>& take) {
  constexpr std::string_view text_message = "MESSAGE=";
  for (std::size_t end = exported.find('\n'); end != std::string_view::npos; end = exported.find('\n')) {
    const std::string_view line = exported.substr(0, end);
    exported.remove_prefix(end + 1);
    if (line.starts_with(text_message)) take(line.substr(text_message.size()));
    if (line.empty() || line.find('=') != std::string_view::npos) continue;
    if (exported.size() < size_of_number) return;
    const std::uint64_t size = number_in(exported.substr(0, size_of_number));
    exported.remove_prefix(size_of_number);
    if (size >= exported.size()) return;
    if (line == "MESSAGE") take(exported.substr(0, size));
    exported.remove_prefix(size + 1);
  }
}

}  // namespace aug
