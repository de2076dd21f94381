#pragma once

#include <span>
#include <string_view>

namespace aug {

/// A message of a program when user namespaces fail, what it means, and what to do.
struct KnownMessage {
  std::string_view id;       ///< for programs: small letters and '-'
  std::string_view said_by;  ///< "bwrap"
  std::string_view pattern;  ///< in small letters, without quotes; '*' stands for any text, '#' for a number
  std::string_view example;  ///< as it was seen
  std::string_view cause;
  std::string_view remedy;  ///< the next thing to do, with the commands
};

/// All of them; where several fit one line, the first is meant.
std::span<const KnownMessage> known_messages();

}  // namespace aug
