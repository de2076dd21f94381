#include "system/identity.h"

#include <sys/stat.h>
#include <sys/xattr.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <vector>

#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

constexpr int most_links = 40;  // as the kernel's own limit

bool is_setting_of_kernel(const std::string& path) {
  return path.starts_with("/proc/") || path.starts_with("/sys/");
}

/// Those who may change a folder besides what its mode says.
std::string access_list_of(const std::string& folder) {
  std::array<char, 4096> list;
  const ssize_t size = ::lgetxattr(folder.c_str(), "system.posix_acl_access", list.data(), list.size());
  if (size < 0) return errno == ENODATA || errno == ENOTSUP ? "" : aug::format("errno {}", errno);
  std::string text;
  for (const char byte : std::string_view(list.data(), static_cast<std::size_t>(size))) {
    text += aug::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return text;
}

std::string described(const std::string& path, const struct stat& status, Looked looked) {
  const std::string owner =
      aug::format("{:x}.{:x} {:o} {}.{}", status.st_dev, status.st_ino, status.st_mode, status.st_uid, status.st_gid);
  if (looked == Looked::on_the_way) return owner + " " + access_list_of(path);
  return aug::format("{} {} {}.{} {}.{}", owner, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                     status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

bool is_before(const timespec& a, const timespec& b) {
  return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

/// Goes each path as the kernel would, and takes down each step.
class Surveyor {
 public:
  explicit Surveyor(const timespec& since) : since_(since) {}

  /// False when something on it was changed since then.
  bool go(const std::string& path) {
    if (is_setting_of_kernel(path)) {
      identities_[path] = {Looked::at_all, identity_of(path, Looked::at_all)};
      return true;
    }
    std::vector<std::string> to_go;
    put_before(to_go, path);
    std::string here;
    for (int links = 0; !to_go.empty() && links <= most_links;) {
      const std::string name = to_go.back();
      to_go.pop_back();
      if (name == "..") {
        here.resize(here.empty() ? 0 : here.rfind('/'));
        continue;
      }
      here += "/" + name;
      struct stat status {};
      const Looked looked = to_go.empty() ? Looked::at_all : Looked::on_the_way;
      if (!take_down(here, looked, status)) return false;
      if (status.st_mode == 0) return true;  // nothing is there, and nothing behind it
      if (!S_ISLNK(status.st_mode)) continue;
      ++links;
      std::error_code error;
      const std::string target = std::filesystem::read_symlink(here, error).string();
      if (error) return false;
      here.resize(target.starts_with('/') ? 0 : here.rfind('/'));
      put_before(to_go, target);
    }
    return true;
  }

  Identities identities() && { return std::move(identities_); }

 private:
  static void put_before(std::vector<std::string>& to_go, const std::string& path) {
    const std::filesystem::path parts(path);
    std::vector<std::string> names;
    for (const auto& part : parts.relative_path()) {
      if (!part.empty() && part != ".") names.push_back(part.string());
    }
    to_go.insert(to_go.end(), names.rbegin(), names.rend());
  }

  /// `status` stays as it is where nothing is there.
  bool take_down(const std::string& path, Looked looked, struct stat& status) {
    if (::lstat(path.c_str(), &status) != 0) {
      identities_[path] = {Looked::at_all, identity_of(path, Looked::at_all)};
      return true;
    }
    if (!is_before(status.st_ctim, since_)) return false;
    if (S_ISLNK(status.st_mode)) looked = Looked::at_all;
    const auto known = identities_.find(path);
    if (known != identities_.end() && known->second.looked == Looked::at_all) return true;
    identities_[path] = {looked, described(path, status, looked)};
    return true;
  }

  const timespec& since_;
  Identities identities_;
};

}  // namespace

std::string identity_of(const std::string& path, Looked looked) {
  if (is_setting_of_kernel(path)) return read_kernel_value(path).value_or("nothing");
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? described(path, status, looked) : aug::format("errno {}", errno);
}

std::optional<Identities> identities_of(const std::set<std::string, std::less<>>& paths, const timespec& since) {
  Surveyor surveyor(since);
  for (const std::string& path : paths) {
    if (!surveyor.go(path)) return std::nullopt;
  }
  return std::move(surveyor).identities();
}

bool still_hold(const Identities& identities) {
  return std::all_of(identities.begin(), identities.end(),
                     [](const auto& each) { return identity_of(each.first, each.second.looked) == each.second.text; });
}

}  // namespace aug
