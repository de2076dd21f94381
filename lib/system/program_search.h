#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "system/root.h"

namespace aug {

/// The file that the process `pid` executes, if it is called `comm` and has run since `time` (in seconds since 1970; 0
/// when that is not known): a number is given to another process later. nullopt where this cannot be seen, and where
/// the host has another file under that path.
std::optional<std::string> program_of_process(int pid, const std::string& comm, std::int64_t time);

/// When the host started, in seconds since 1970; nullopt where /proc does not tell.
std::optional<std::int64_t> time_of_boot();

/// The programs of this name in the standard folders, symlinks resolved, each once.
std::vector<std::string> installed_programs(const Root& root, const std::string& name);

/// What is at a path.
struct FoundPath {
  FileDescriptor file;       ///< with O_PATH; none, where there is nothing
  std::string real_path;     ///< symlinks resolved, where there is something
  std::string changeable;    ///< it, or a link or folder on the way, that others than root can change; or ""
  bool is_chosen_by_others;  ///< see OpenedSafely
};

/// All of it by one look. Throws Failure(failed).
FoundPath find_path(const Root& root, const std::string& path);

/// The file, or a link or folder on the way to it, that others than root can change; "" when there is none.
std::string changeable_by_others(const Root& root, const std::string& path);

/// The same for a pattern: of the folders that it leads through now, and the programs that it matches.
std::string changeable_in_pattern(const Root& root, const std::string& pattern);

/// The executable files that a pattern matches now.
std::vector<std::string> programs_matching(const Root& root, const std::string& pattern);

/// Leaves those that only root can change.
void leave_out_changeable(const Root& root, std::vector<std::string>& programs);

/// Whether it is a regular file that somebody may execute.
bool is_program(const Root& root, const std::string& path);
bool is_program(const FileDescriptor& file);

/// The begin of a file that begins with "#!", up to 64 KiB; "" for any other.
std::string script_at(const Root& root, const std::string& path);
/// The same of an open file, which may be so by O_PATH.
std::string script_in(const FileDescriptor& file);
bool is_script(const Root& root, const std::string& path);

/// Whether it runs as root, whoever starts it: a setuid file of root's, and no script, for which the bit does nothing.
bool is_setuid_root(const Root& root, const std::string& path);

}  // namespace aug
