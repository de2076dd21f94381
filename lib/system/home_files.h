#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/doctor/doctor_facts.h"
#include "core/text/failure.h"
#include "system/file_descriptor.h"
#include "system/root.h"

namespace aug {

/// Adds what a failure says to gaps that are told, once; null for not telling.
void tell_once(Gaps* gaps, const Failure& failure);

/// What a user keeps in the own home, and can exchange at any moment. It is read below one handle of the home: only
/// regular files of the user or root, none through a symlink or in what is mounted there, and never more than makes
/// sense. What is refused is a gap; what is not there is none.
class HomeFiles {
 public:
  static constexpr std::size_t largest = 1U << 20U;     ///< bytes of one file
  static constexpr std::size_t most_bytes = 8U << 20U;  ///< of all files together
  static constexpr std::size_t most_opened = 200;       ///< files and folders
  static constexpr std::size_t most_names = 1000;       ///< in a folder

  /// Of a user by the id, as /etc/passwd of the tree has it; a user that it does not know has no files. `gaps` may be
  /// null.
  HomeFiles(const Root& root, const std::string& uid, Gaps* gaps);

  /// "" for none.
  const std::string& path() const { return path_; }

  /// The content of a file in the home, by its whole path.
  std::optional<std::string> read(const std::string& path);
  /// The names in a folder of the home, by its whole path, sorted.
  std::vector<std::string> names_in(const std::string& folder);

 private:
  FileDescriptor look_at(const std::string& path);
  std::string read_found(const FileDescriptor& found, const std::string& path);
  void require_theirs(const FileDescriptor& file, const std::string& path) const;

  std::string path_;
  uid_t owner_ = 0;
  FileDescriptor handle_;
  Gaps* gaps_;
  std::size_t opened_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace aug
