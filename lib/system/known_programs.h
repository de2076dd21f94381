#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <vector>

#include "system/root.h"

namespace aug {

/// The programs of a tree that run any other: those with such names in the standard folders, and the shells of
/// /etc/shells. Finds them again under other names.
class KnownPrograms {
 public:
  explicit KnownPrograms(const Root& root);

  /// Which of them the file is, by a link or as a copy; "" for none.
  std::string twin_of(const std::string& path) const;
  /// The same of an open file, which may be so by O_PATH.
  std::string twin_of(const FileDescriptor& file) const;

 private:
  struct Known {
    std::string path;
    struct stat status;
  };

  const Root& root_;
  std::vector<Known> known_;
  mutable std::int64_t left_to_read_;  ///< in bytes, by comparing
};

}  // namespace aug
