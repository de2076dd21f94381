#include "system/ownership.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "core/text/shell_word.h"
#include "system/errno_failure.h"
#include "system/file_io.h"

namespace aug {
std::string doubt_about(const Root& root, const std::string& path) {
  const OpenedSafely found = open_safely(root, path, {.caller = true, .sticky_folders = true});
  if (found.unsafe) return aug::format("{} {}", root.outside(found.unsafe->path), found.unsafe->why);
  return found.file ? "" : aug::format("{} is gone meanwhile", root.outside(path));
}

std::string way_to_safety(const std::string& path) {
  const Root host;
  if (const auto above = open_safely(host, parent_of(path), {.caller = true, .sticky_folders = true}).unsafe) {
    return aug::format("read what is there, and place a copy in a folder of root's: {} {}", above->path, above->why);
  }
  // Never by chown(1): who has a file open goes on writing to it, and what is in a folder is its owner's as well.
  const FileDescriptor file = host.open(path, O_PATH | O_NOFOLLOW);
  if (!file || !S_ISREG(status_of(file).st_mode))
    return "read what is in it, and place copies in a new folder of root's";
  const std::string words = "copy it, read the copy, and put that in its place";
  // In a sticky folder others can place what a copy would be written through.
  if (!flaw_in_ownership(host.open(parent_of(path), O_PATH), {.caller = true}).empty()) return words;
  const std::string copied = shell_line({"cp", path, path + ".new"});
  const std::string placed = shell_line({"mv", path + ".new", path});
  return copied.empty() ? words : aug::format("{}: {} && {}", words, copied, placed);
}

void distrust(const std::string& path, const UnsafePath& unsafe) {
  throw Distrust(ExitCode::unsupported, "not-roots"_id,
                 aug::format("cannot trust {}: {} {}", path, unsafe.path, unsafe.why),
                 "who can change it decides what is done here: find out who made it; then remove it, or " +
                     way_to_safety(unsafe.path));
}

FileDescriptor find_own(const Root& home, const std::string& path) {
  FileDescriptor file = home.open(path, O_PATH | O_NOFOLLOW);
  if (!file) {
    require_an_answer("examine", home.outside(path));
    return file;
  }
  const std::string why = flaw_in_ownership(file, {.caller = true});
  if (!why.empty()) distrust(home.path(), {home.outside(path), why});
  return file;
}

std::optional<std::string> read_own(const Root& home, const std::string& path) {
  const FileDescriptor file = find_own(home, path);
  if (!file) return std::nullopt;
  if (S_ISLNK(status_of(file).st_mode)) return home.read(path);  // which leads to nothing that is not in the folder
  return read_found(file, home.outside(path));
}

std::optional<std::string> read_safely(const Root& root, const std::string& path) {
  const OpenedSafely found = open_safely(root, path, {.caller = true, .sticky_folders = true});
  if (!found.file) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    fail_with_errno("open", root.outside(path));
  }
  require_regular(found.file, root.outside(path));  // first: nobody shall be told to change the mode of a device
  if (found.unsafe) {
    const std::string name = root.outside(found.unsafe->path);
    throw Failure(ExitCode::failed, "not-roots"_id,
                  aug::format("cannot trust {}: {} {}", root.outside(path), name, found.unsafe->why),
                  way_to_safety(name));
  }
  return read_found(found.file, root.outside(path));
}

}  // namespace aug
