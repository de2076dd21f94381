#pragma once

#include <span>
#include <string_view>

namespace aug {

/// A message of a program when user namespaces fail, what it means, and what to do.
struct KnownMessage {
  std::string_view id;       ///< for programs: small letters and '-'
  std::string_view said_by;  ///< "bwrap"
  /// In small letters, without quotes: '*' stands for any text, '#' for a number, '~' for the begin of a word; '|'
  /// stands between alternatives, and " & " between parts that may come in any order.
  std::string_view pattern;
  std::string_view example;  ///< as the program says it
  std::string_view cause;
  std::string_view remedy;  ///< the next thing to do, with the commands
};

/// Those of the programs that make sandboxes and containers.
std::span<const KnownMessage> messages_of_tools();
/// Those of the kernel's records.
std::span<const KnownMessage> messages_of_records();

/// All of them; where several fit one line, the first is meant.
std::span<const KnownMessage> known_messages();

}  // namespace aug
