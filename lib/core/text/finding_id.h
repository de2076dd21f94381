#pragma once

#include <cstddef>
#include <string_view>

namespace aug {

/// The stable name of a kind of finding, for programs and for `explain`: small letters, digits and '-'. It is written
/// as "unknown-key"_id, and comes of nothing else; core/findings says of each what it means.
class FindingId {
 public:
  constexpr std::string_view text() const { return text_; }
  constexpr operator std::string_view() const { return text_; }

  friend constexpr bool operator==(FindingId, FindingId) = default;
  friend constexpr bool operator==(FindingId id, std::string_view text) { return id.text_ == text; }

 private:
  friend consteval FindingId operator""_id(const char* text, std::size_t length);

  consteval explicit FindingId(std::string_view text) : text_(text) {
    for (const char c : text) {
      const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      if (!fits) throw "no id of a finding";  // which no compiler takes
    }
  }

  std::string_view text_;
};

consteval FindingId operator""_id(const char* text, std::size_t length) {
  return FindingId({text, length});
}

}  // namespace aug
