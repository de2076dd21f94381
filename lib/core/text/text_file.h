#pragma once

#include <string>

namespace aug {

/// A file and its text.
struct TextFile {
  std::string path;
  std::string text;

  friend bool operator==(const TextFile&, const TextFile&) = default;
};

}  // namespace aug
