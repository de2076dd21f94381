#pragma once

#include <bitset>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// The paths that AppArmor patterns stand for, read as apparmor_parser reads an attachment (convert_aaregex_to_pcre()
/// in parser/parser_regex.c): *, **, ?, [a-c], [^a], {a,b} with nesting and empty alternatives, and backslashes.
class PathPattern {
 public:
  using Bytes = std::bitset<256>;

  /// The pattern that matches what any of `patterns` does; nullopt when one is none, or is larger than any that people
  /// write.
  static std::optional<PathPattern> of(std::span<const std::string> patterns);

  bool matches(std::string_view path) const;

  /// A nondeterministic automaton: a path is matched when its bytes lead from `start` to `end`.
  struct State {
    Bytes bytes;     ///< these lead to `next`; none: both next ones are reached without a byte
    int next = -1;   ///< -1: nowhere
    int other = -1;  ///< only without bytes
  };
  /// What every path that is matched begins with, as far as there is no choice: most paths are told from it by that.
  const std::string& beginning() const { return beginning_; }
  const std::vector<State>& states() const { return states_; }
  int start() const { return start_; }
  int end() const { return end_; }

  /// Adds to `reached`, a set of states with `is_reached` as its index, all that can be reached from `state` without a
  /// byte. States without bytes are left out, but for the end.
  void reach(int state, std::vector<int>& reached, std::vector<bool>& is_reached) const;

 private:
  friend class PathPatternReader;

  std::string find_beginning() const;

  std::vector<State> states_;
  std::string beginning_;
  int start_ = 0;
  int end_ = 0;
};

/// Whether a pattern fixes its path: no wildcard, class or alternative is in it.
bool is_literal_pattern(std::string_view pattern);

}  // namespace aug
