#pragma once

#include <optional>
#include <string>

#include "system/file_descriptor.h"
#include "system/file_writers.h"
#include "system/root.h"

namespace aug {

/// Something on the way to a path that others can change.
struct UnsafePath {
  std::string path;  ///< within the tree, symlinks resolved
  std::string why;   ///< see flaw_in_ownership
};

struct OpenedSafely {
  FileDescriptor file;               ///< with O_PATH; none, with errno set, where there is nothing
  std::optional<UnsafePath> unsafe;  ///< the last on the way
  std::string real_path = {};        ///< of what is there, within the tree
  /// A link led to it, which somebody can change who can change neither what is there nor a folder above. Also of
  /// nothing, where links of others lead further than this goes.
  bool is_chosen_by_others = false;
};

/// Opens what is at a path, and looks at each folder, symlink and file on the way, and the top of an image. What was
/// looked at is what is opened, whatever happens meanwhile. Throws Failure(failed).
OpenedSafely open_safely(const Root& root, const std::string& path, const Trust& trust);

/// The same, over no link that others can change, or that is where they can: they chose where it leads. Throws
/// Failure(failed) that names it.
FileDescriptor open_unmisled(const Root& root, const std::string& path, const Trust& trust);

}  // namespace aug
