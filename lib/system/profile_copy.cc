#include "system/profile_copy.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system/attempt.h"
#include "system/errno_failure.h"
#include "system/file_io.h"
#include "system/profile_files.h"

namespace aug {
namespace {

constexpr std::size_t largest_profile = 4U << 20U;
constexpr std::size_t largest_copy = 64U << 20U;
constexpr int deepest = 8;

class Copier {
 public:
  explicit Copier(const Root& tree) : tree_(tree) {}

  void copy_folder(const std::string& from, const FileDescriptor& to, int depth) {
    for (const std::string& name : tree_.names_in(from)) copy(from + "/" + name, name, to, depth);
  }

 private:
  void copy(const std::string& from, const std::string& name, const FileDescriptor& to, int depth) {
    const auto status = tree_.status(from);
    if (!status) return;  // a link to nothing
    if (S_ISDIR(status->st_mode) && depth < deepest) {
      copy_folder(from, made_folder(name, to), depth + 1);
    } else if (S_ISREG(status->st_mode) && static_cast<std::size_t>(status->st_size) <= largest_profile) {
      copy_file(from, name, to);
    }
  }

  static FileDescriptor made_folder(const std::string& name, const FileDescriptor& to) {
    if (::mkdirat(to.get(), name.c_str(), 0700) != 0) fail_with_errno("make a copy of the folder", name);
    FileDescriptor folder(::openat(to.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder) fail_with_errno("make a copy of the folder", name);
    return folder;
  }

  void copy_file(const std::string& from, const std::string& name, const FileDescriptor& to) {
    const auto text = attempt([&] { return tree_.read(from); });
    if (!text || (size_ += text->size()) > largest_copy) return;
    const FileDescriptor file(
        ::openat(to.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) fail_with_errno("make a copy of", from);
    write_all(file, *text, from);
  }

  const Root& tree_;
  std::size_t size_ = 0;
};

}  // namespace

ProfileCopy::ProfileCopy(const Root& tree) {
  const FileDescriptor folder(::open(path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) fail_with_errno("open the folder", path());
  Copier(tree).copy_folder(profile_folder, folder, 0);
}

}  // namespace aug
