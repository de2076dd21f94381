#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/diagnosis.h"

namespace aug {

/// A text with a file name, which turns offsets in bytes into places for people. The text must outlive it.
class SourceText {
 public:
  SourceText(std::string_view text, std::string file);

  std::string_view text() const { return text_; }
  /// Offsets beyond the end are places at the end.
  Location location(std::size_t offset) const;
  int line(std::size_t offset) const;

 private:
  std::size_t characters_before(std::size_t offset) const;

  std::string_view text_;
  std::string file_;
  std::vector<std::size_t> line_starts_;
  /// Before each block of bytes, so that long lines are not counted again and again.
  std::vector<std::size_t> characters_;
};

}  // namespace aug
