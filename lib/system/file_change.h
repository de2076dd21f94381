#pragma once

#include <string>

#include "core/change/step.h"
#include "system/root.h"

// Everything that changes files. What is there afterwards is either the old or the new, also after a power cut; all
// throw Failure(failed) when the system refuses.

namespace aug {

/// Makes a folder with that mode, whatever the umask, and those above it with 0755; what is there stays as it is.
void make_folder(const Root& root, const std::string& path, mode_t mode);

/// Replaces or creates a file or symlink: a temporary one beside it, whose name ends in "~", is written, synced and
/// renamed, and the folder is synced. What is there is replaced, not followed.
void place_file(const Root& root, const std::string& path, const FileState& file);

/// Writes a file of mode 0600 that is not there yet, synced, into a folder that nobody reads yet; its name is synced
/// with the folder.
void write_new_file(const Root& root, const std::string& path, const std::string& content);

/// Makes the names in a folder last.
void sync_folder(const Root& root, const std::string& path);

/// Creates a file as place_file does, and never over what is there: false where there is something.
bool place_new_file(const Root& root, const std::string& path, const FileState& file);

/// Removes what an interrupted place_file left beside the file. Writes nothing where nothing is left.
void remove_leftover(const Root& root, const std::string& path);

/// A symlink to `target`, for place_file.
FileState link_to(const std::string& target);

/// Gives a folder another name in the same folder.
void rename_folder(const Root& root, const std::string& from, const std::string& to);

/// Removes a file or symlink, and what an interrupted place_file left of it; one that is not there is no error.
void remove_file(const Root& root, const std::string& path);

/// Removes a folder with all that is in it; one that is not there is no error.
void remove_folder(const Root& root, const std::string& path);

/// Removes a folder with nothing in it; one that has something in it, is mounted on or is not there, is no error.
void remove_empty_folder(const Root& root, const std::string& path);

}  // namespace aug
