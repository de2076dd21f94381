#include "system/home_files.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include "core/text/format.h"
#include "system/attempt.h"
#include "system/directory.h"
#include "system/errno_failure.h"
#include "system/file_io.h"
#include "system/user_mounts.h"

namespace aug {
namespace {

/// "" where /etc/passwd does not know the user.
std::string home_of(const Root& root, const std::string& uid) {
  const std::string users = "\n" + attempt([&] { return root.read("/etc/passwd"); }).value_or("");
  for (std::size_t at = users.find(":" + uid + ":"); at != std::string::npos;
       at = users.find(":" + uid + ":", at + 1)) {
    const std::size_t begin = users.rfind('\n', at) + 1;
    const std::string line = users.substr(begin, users.find('\n', begin) - begin);
    std::vector<std::string> fields{""};
    for (const char c : line) {
      if (c == ':') fields.emplace_back();
      if (c != ':') fields.back() += c;
    }
    if (fields.size() > 5 && fields[2] == uid) return fields[5];
  }
  return "";
}

[[noreturn]] void refuse(const std::string& path, std::string_view why) {
  throw Failure(ExitCode::failed, "home-file-unread"_id, aug::format("cannot read {}: {}", path, why));
}

/// A server of the user's own may never give one, and doctor has to look at other things as well.
void require_an_answer_from(const FileDescriptor& folder, const std::string& path) {
  const auto device = device_of(folder);
  const auto user = device ? user_of_mount(*device, {.caller = true}) : std::nullopt;
  if (user) refuse(path, aug::format("it is a file system of user {}", *user));
}

bool is_symlink(const FileDescriptor& file) {
  struct stat status {};
  return ::fstat(file.get(), &status) == 0 && S_ISLNK(status.st_mode);
}

/// How systemd lets a user mask a unit or a drop-in: it counts as not there.
bool is_mask(const FileDescriptor& link) {
  std::array<char, 16> target;
  const ssize_t length = ::readlinkat(link.get(), "", target.data(), target.size());
  return length > 0 && std::string_view(target.data(), static_cast<std::size_t>(length)) == "/dev/null";
}

}  // namespace

void tell_once(Gaps* gaps, const Failure& failure) {
  if (gaps == nullptr || std::find(gaps->begin(), gaps->end(), failure.what()) != gaps->end()) return;
  gaps->emplace_back(failure.what());
}

HomeFiles::HomeFiles(const Root& root, const std::string& uid, Gaps* gaps) : gaps_(gaps) {
  const auto [end, error] = std::from_chars(uid.data(), uid.data() + uid.size(), owner_);
  if (error != std::errc() || end != uid.data() + uid.size()) return;
  const std::string home = home_of(root, uid);
  if (!home.starts_with('/') || home == "/") return;
  path_ = home;
  attempt(
      [&] {
        handle_ = root.open(home, O_PATH | O_DIRECTORY);
        if (!handle_) return;
        require_an_answer_from(handle_, home);
        require_theirs(handle_, home);
      },
      [&](const Failure& failure) {
        handle_.close();
        tell_once(gaps_, failure);
      });
}

void HomeFiles::require_theirs(const FileDescriptor& file, const std::string& path) const {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail_with_errno("examine", path);
  if (status.st_uid != owner_ && status.st_uid != 0) refuse(path, aug::format("it belongs to user {}", status.st_uid));
}

/// With O_PATH, which does nothing to what it opens and waits for nothing; none for what is not there.
FileDescriptor HomeFiles::look_at(const std::string& path) {
  if (!handle_ || !path.starts_with(path_ + "/")) return {};
  const std::string inside = path.substr(path_.size() + 1);
  open_how how{};
  how.flags = O_PATH | O_NOFOLLOW | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
  FileDescriptor found(static_cast<int>(::syscall(SYS_openat2, handle_.get(), inside.c_str(), &how, sizeof how)));
  if (!found && (errno == ENOENT || errno == ENOTDIR)) return {};
  if (!found && errno == ELOOP) refuse(path, "a symlink is on the way");
  if (!found && errno == EXDEV) refuse(path, "it is on another file system than the home");
  if (!found) fail_with_errno("open", path);
  if (++opened_ > most_opened) {
    refuse(path_, aug::format("more than {} files and folders of it would have to be read", most_opened));
  }
  require_theirs(found, path);
  if (!is_symlink(found)) return found;
  if (!is_mask(found)) refuse(path, "it is a symlink");
  return {};
}

/// Through the handle, so that what was looked at is what is read.
std::string HomeFiles::read_found(const FileDescriptor& found, const std::string& path) {
  std::string text = read_regular(open_regular(found, path), path, largest);
  bytes_ += text.size();
  if (bytes_ > most_bytes) {
    opened_ = most_opened;
    refuse(path_, aug::format("the files that would have to be read are larger than {} MiB", most_bytes >> 20U));
  }
  return text;
}

std::optional<std::string> HomeFiles::read(const std::string& path) {
  return attempt(
      [&]() -> std::optional<std::string> {
        const FileDescriptor found = look_at(path);
        return found ? std::optional(read_found(found, path)) : std::nullopt;
      },
      [&](const Failure& failure) -> std::optional<std::string> {
        tell_once(gaps_, failure);
        return std::nullopt;
      });
}

std::vector<std::string> HomeFiles::names_in(const std::string& folder) {
  return attempt(
      [&]() -> std::vector<std::string> {
        const FileDescriptor found = look_at(folder);
        if (!found) return {};
        FileDescriptor handle(::openat(found.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!handle && errno == ENOTDIR) return {};
        if (!handle) fail_with_errno("open the folder", folder);
        return names_of(std::move(handle), folder, most_names);
      },
      [&](const Failure& failure) -> std::vector<std::string> {
        tell_once(gaps_, failure);
        return {};
      });
}

}  // namespace aug
