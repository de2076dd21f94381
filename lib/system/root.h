#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/change/step.h"
#include "system/file_descriptor.h"
#include "system/file_io.h"

namespace aug {

/// The file tree that is worked on: the host's, or that of an image or chroot. Every path is absolute within it, and no
/// symlink leads out of it (openat2(2), RESOLVE_IN_ROOT). All members throw Failure(failed) when the system refuses.
class Root {
 public:
  /// In a folder: none that this program reads comes near, dpkg's with some ten names for each package included.
  static constexpr std::size_t most_names = 200'000;

  /// The host's own.
  Root();
  /// That of an image or chroot, which may be "/" too: that of a chroot that we are in, where no kernel is ours to
  /// change.
  explicit Root(const std::string& path);
  /// A folder that is open already, called `path` in messages.
  Root(FileDescriptor folder, std::string path) : path_(std::move(path)), handle_(std::move(folder)) {}

  const std::string& path() const { return path_; }
  bool is_host() const { return is_host_; }
  /// The path as programs outside of the tree see it.
  std::string outside(const std::string& path) const;

  /// Of what a path leads to; nullopt where there is nothing, or where we may not look.
  std::optional<struct stat> status(const std::string& path) const;
  bool is_folder(const std::string& path) const;
  /// All symlinks resolved; where the path ends in nothing, as far as it exists. Links can lead deeper than a path can
  /// be long: then it is longer than any that can be opened, or "".
  std::string real_path(const std::string& path) const;
  /// The content, or nullopt when there is no such file. Refuses what is no regular file, without opening it, and what
  /// has more bytes than `largest`.
  std::optional<std::string> read(const std::string& path, std::size_t largest = largest_file) const;
  /// A regular file or symlink, the latter not followed, with owner and mode.
  std::optional<FileState> read_state(const std::string& path) const;
  /// The names in a folder, sorted; none when there is no such folder. Refuses one with more than `most_names`.
  std::vector<std::string> names_in(const std::string& folder) const;
  /// The target of a symlink, or nullopt when there is none.
  std::optional<std::string> link_target(const std::string& path) const;
  /// The files that match a pattern of *, ?, [] and {}, sorted. Of folders that others can fill it takes fewer names.
  std::vector<std::string> matching(const std::string& pattern) const;

  /// Opens a regular file to be read, and never anything else; an invalid descriptor where there is nothing.
  FileDescriptor open_regular(const std::string& path) const;
  /// Opens within the tree; an invalid descriptor with errno set when that fails.
  FileDescriptor open(const std::string& path, int flags, mode_t mode = 0) const;

 private:
  FileDescriptor find(const std::string& path) const;

  bool is_host_ = false;
  std::string path_;
  FileDescriptor handle_;
};

}  // namespace aug
