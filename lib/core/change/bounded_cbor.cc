#include "core/change/bounded_cbor.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace aug {
namespace {

enum class Kind : std::uint8_t { number, negative, bytes, text, list, map, tag, simple };

/// What a value begins with. For a list the argument is its length.
struct Head {
  Kind kind = Kind::number;
  std::uint64_t argument = 0;
};

/// Nothing at the end, and for a value without a length.
std::optional<Head> take_head(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const unsigned first = static_cast<unsigned char>(rest.front());
  rest.remove_prefix(1);
  Head head{static_cast<Kind>(first >> 5U), first & 31U};
  if (head.argument < 24) return head;
  if (head.argument > 27) return std::nullopt;
  const std::size_t size = std::size_t{1} << (head.argument - 24);
  if (rest.size() < size) return std::nullopt;
  head.argument = 0;
  for (const char byte : rest.substr(0, size)) head.argument = head.argument << 8U | static_cast<unsigned char>(byte);
  rest.remove_prefix(size);
  return head;
}

}  // namespace

bool is_bounded_cbor(std::string_view bytes, int depth) {
  std::vector<std::uint64_t> left = {1};  // values still to come, of each list that is open
  while (!left.empty()) {
    if (left.back() == 0) {
      left.pop_back();
      continue;
    }
    --left.back();
    const std::optional<Head> head = take_head(bytes);
    if (!head) return false;
    const bool has_content = head->kind == Kind::bytes || head->kind == Kind::text;
    const bool has_values = head->kind == Kind::list || head->kind == Kind::map;
    if ((has_content || has_values) && head->argument > bytes.size()) return false;  // each value takes a byte
    if (has_content) bytes.remove_prefix(head->argument);
    if (has_values) left.push_back(head->kind == Kind::map ? 2 * head->argument : head->argument);
    if (head->kind == Kind::tag || left.size() > static_cast<std::size_t>(depth) + 1) return false;
  }
  return true;
}

}  // namespace aug
