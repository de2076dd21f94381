#pragma once

#include <sys/stat.h>

#include <set>
#include <string>

#include "system/file_descriptor.h"

namespace aug {

/// Whom a caller of this module takes for as good as root.
struct Trust {
  bool caller = false;          ///< who runs this, and one's own group: without root nothing can be given to root
  bool sticky_folders = false;  ///< there others can place what is missing, but not exchange what is there
};

/// Why others than root can change an open file or folder, to follow its path: "belongs to user 1000", "can be written
/// by everybody"; "" where they cannot. Of a symlink, its owner counts. Throws Failure(failed).
std::string flaw_in_ownership(const FileDescriptor& file, const Trust& trust);
/// The same, where its status is known.
std::string flaw_in_ownership(const FileDescriptor& file, const struct stat& status, const Trust& trust);

/// All of them: "user 1000", "group 100", "everybody"; "somebody" where an access list names more.
std::set<std::string> writers_of(const FileDescriptor& file, const struct stat& status, const Trust& trust);

/// Whether each of `some` is one of `others`, as far as that is known.
bool are_among(const std::set<std::string>& some, const std::set<std::string>& others);

}  // namespace aug
