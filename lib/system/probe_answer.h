#pragma once

#include <string>
#include <string_view>

namespace aug {

/// How far something that was tried got, by the stages of its kind, and what the kernel said there.
struct ProbeAnswer {
  int reached = 0;
  int error = 0;  ///< an errno
  std::string label = {};

  friend bool operator==(const ProbeAnswer&, const ProbeAnswer&) = default;
};

/// Reached by what has no answer within its time, or none that can be read: a process of another user's writes it.
inline constexpr int silent = -1;
/// By what was killed before it had answered; `error` is the signal. Profiles with the flag kill do that.
inline constexpr int killed = 99;
/// By what could not be tried; the label says why.
inline constexpr int untried = 98;
inline constexpr std::size_t longest_answer = 4096;

/// A line, without its end.
std::string text_of(const ProbeAnswer& answer);

/// Writes such a line to standard output. False where nobody reads it.
bool tell(const ProbeAnswer& answer);

/// The inverse of text_of().
ProbeAnswer answer_in(std::string_view text);

}  // namespace aug
