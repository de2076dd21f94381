#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// A change that was carried out: when, by whom, and what.
struct HistoryEntry {
  std::string time;       ///< ISO 8601, UTC
  int uid = 0;            ///< the real user
  std::string sudo_user;  ///< who called sudo, or ""
  std::string parent;     ///< the process that called: "bash[123]"
  std::string command;    ///< "apply", ...
  int from = 0;           ///< the generation before, 0 for none
  int to = 0;
  std::vector<std::string> steps;  ///< as describe(Step) words them

  friend bool operator==(const HistoryEntry&, const HistoryEntry&) = default;
};

/// How many entries are kept.
inline constexpr std::size_t longest_history = 200;

/// One line of JSON with its newline.
std::string line_of(const HistoryEntry& entry);
/// The entries of a text of such lines, oldest first; a line that is damaged is left out.
std::vector<HistoryEntry> history_from(std::string_view lines);

/// When it was, in seconds since 1970; 0 when that cannot be read.
std::int64_t seconds_of(const HistoryEntry& entry);

/// One line for the system's log.
std::string sentence_of(const HistoryEntry& entry);

}  // namespace aug
