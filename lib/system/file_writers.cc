#include "system/file_writers.h"

#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/host/file_acl.h"
#include "core/text/format.h"
#include "system/file_io.h"

namespace aug {
namespace {

constexpr const char* everybody = "everybody";
constexpr const char* somebody = "somebody";

/// Only where the mode says that a group may write can a list say that anybody else may: acl(5), the mask.
std::string writer_in_acl_of(const FileDescriptor& file) {
  std::array<char, 4096> bytes;
  const std::string path = aug::format("/proc/self/fd/{}", file.get());  // fgetxattr(2) takes no O_PATH
  const ssize_t size = ::getxattr(path.c_str(), "system.posix_acl_access", bytes.data(), bytes.size());
  if (size >= 0) return writer_in_acl({bytes.data(), static_cast<std::size_t>(size)});
  return errno == ENODATA || errno == ENOTSUP ? "" : somebody;
}

bool is_owned_by_others(const struct stat& status, const Trust& trust) {
  return status.st_uid != 0 && !(trust.caller && status.st_uid == ::geteuid());
}

bool is_of_others(const struct stat& status, const Trust& trust) {
  const bool is_callers = trust.caller && status.st_uid == ::geteuid() && status.st_gid == ::getegid();
  return status.st_gid != 0 && !is_callers;
}

/// Whether the mode says nothing of who may exchange it.
bool has_no_writers(const struct stat& status, const Trust& trust) {
  const bool is_sticky = S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0;
  return S_ISLNK(status.st_mode) || (is_sticky && trust.sticky_folders);
}

std::string writer_of(const FileDescriptor& file, const struct stat& status, const Trust& trust) {
  if ((status.st_mode & S_IWOTH) != 0) return everybody;
  if ((status.st_mode & S_IWGRP) == 0) return "";
  return is_of_others(status, trust) ? aug::format("group {}", status.st_gid) : writer_in_acl_of(file);
}

}  // namespace

std::string flaw_in_ownership(const FileDescriptor& file, const Trust& trust) {
  return flaw_in_ownership(file, status_of(file), trust);
}

std::string flaw_in_ownership(const FileDescriptor& file, const struct stat& status, const Trust& trust) {
  if (is_owned_by_others(status, trust)) return aug::format("belongs to user {}", status.st_uid);
  if (has_no_writers(status, trust)) return "";
  const std::string writer = writer_of(file, status, trust);
  return writer.empty() ? "" : aug::format("can be written by {}", writer);
}

std::set<std::string> writers_of(const FileDescriptor& file, const struct stat& status, const Trust& trust) {
  std::set<std::string> writers;
  if (is_owned_by_others(status, trust)) writers.insert(aug::format("user {}", status.st_uid));
  if (has_no_writers(status, trust)) return writers;
  if ((status.st_mode & S_IWOTH) != 0) writers.insert(everybody);
  if ((status.st_mode & S_IWGRP) == 0) return writers;
  if (is_of_others(status, trust)) writers.insert(aug::format("group {}", status.st_gid));
  if (!writer_in_acl_of(file).empty()) writers.insert(somebody);
  return writers;
}

bool are_among(const std::set<std::string>& some, const std::set<std::string>& others) {
  if (others.contains(everybody)) return true;
  return !some.contains(somebody) && std::ranges::includes(others, some);
}

}  // namespace aug
