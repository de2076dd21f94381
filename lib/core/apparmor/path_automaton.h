#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/apparmor/path_pattern.h"

namespace aug {

/// The smallest deterministic automaton for a pattern, as apparmor_parser hands it to the kernel. States have numbers
/// in the order in which the parser makes them: nearer ones first. The kernel's choice rests on both.
class PathAutomaton {
 public:
  /// Nullopt when it would have more states than any attachment that people write.
  static std::optional<PathAutomaton> of(const PathPattern& pattern);

  static constexpr int dead = -1;

  int start() const { return 0; }
  int next(int state, char byte) const {
    return state == dead ? dead : targets_[row(state) + classes_[static_cast<unsigned char>(byte)]];
  }
  bool accepts(int state) const { return state != dead && accepting_[static_cast<std::size_t>(state)]; }

 private:
  std::size_t row(int state) const { return static_cast<std::size_t>(state) * width_; }
  void divide_bytes(const PathPattern& pattern);
  bool add_states(const PathPattern& pattern);
  void merge_equal_states();

  std::array<std::size_t, 256> classes_{};  ///< bytes that no state tells apart share a class
  std::vector<unsigned char> examples_;     ///< of each class
  std::size_t width_ = 0;
  std::vector<int> targets_;
  std::vector<bool> accepting_;
};

}  // namespace aug
