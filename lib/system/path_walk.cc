#include "system/path_walk.h"

#include <fcntl.h>

#include <array>
#include <cerrno>
#include <climits>
#include <set>
#include <utility>
#include <vector>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/errno_failure.h"
#include "system/file_io.h"
#include "system/user_mounts.h"
#include "system/witness.h"

namespace aug {
namespace {

constexpr int most_links = 40;  // as the kernel has it: path_resolution(7)
/// Links can lead far deeper than a path is long, and each folder on the way is held open.
constexpr std::size_t most_folders = 256;
constexpr int most_steps = 4096;  // about the names that a path has room for; with links it could be a hundred thousand

/// Goes down a path, one component at a time.
class Walk {
 public:
  enum class Links { follow, refuse_unsafe };

  Walk(const Root& root, const Trust& trust, Links links) : root_(root), trust_(trust), unsafe_links_(links) {
    folders_.push_back(root.open("/", O_PATH | O_DIRECTORY));
    if (!folders_.back()) fail_with_errno("open the folder", root.path());
    const struct stat top = status_of(folders_.back());
    writers_.push_back(writers_of(folders_.back(), top, trust));
    on_the_way_ = writers_.back();
    device_ = top.st_dev;
    if (root.is_host()) return;
    if (std::string why = flaw_in_ownership(folders_.back(), top, trust); !why.empty()) unsafe_ = {"/", std::move(why)};
  }

  OpenedSafely to(const std::string& path) {
    Witness::note(root_.outside(path));
    put_before(path);
    while (!to_go_.empty()) {
      const std::string name = std::move(to_go_.back());
      to_go_.pop_back();
      // Where the walk gives up, the kernel may go on, to whatever they like.
      if (!step(name)) return {FileDescriptor(), std::move(unsafe_), "", gives_up_ && !choosers_.empty()};
    }
    std::set<std::string> writers;
    for (const auto& each : writers_) writers.insert(each.begin(), each.end());
    return {std::move(folders_.back()), std::move(unsafe_), path_so_far(), !are_among(choosers_, writers)};
  }

 private:
  void put_before(const std::string& path) {
    for (std::size_t end = path.size(), begin = 0; end != 0; end = begin == 0 ? 0 : begin - 1) {
      begin = path.rfind('/', end - 1) + 1;  // 0 where there is none
      if (begin < end) to_go_.push_back(path.substr(begin, end - begin));
    }
  }

  bool step(const std::string& name) {
    if (name == ".") return true;
    if (name == "..") {
      if (names_.empty()) return true;
      names_.pop_back();
      folders_.pop_back();
      writers_.pop_back();
      return true;
    }
    if (++steps_ > most_steps || folders_.size() > most_folders) {
      gives_up_ = true;
      errno = ENAMETOOLONG;  // no user's links stop anything by that: such a place has nothing in it
      return false;
    }
    FileDescriptor file(::openat(folders_.back().get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    names_.push_back(name);
    if (!file) {
      // In a place of others, they make what error they like: that is theirs.
      if (!unsafe_) require_an_answer("examine", root_.outside(path_so_far()));
      return false;
    }
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) {
      if (!unsafe_) require_an_answer("examine", root_.outside(path_so_far()));
      unsafe_ = {path_so_far(), "is a file system of a user's"};  // of all others, root may look at what is mounted
      return false;
    }
    if (std::string why = flaw_in_ownership(file, status, trust_); !why.empty()) {
      unsafe_ = {path_so_far(), std::move(why)};
    }
    std::set<std::string> writers = writers_of(file, status, trust_);
    if (const auto user = user_of_new_mount(status.st_dev)) {
      unsafe_ = {path_so_far(), aug::format("is a file system of user {}", *user)};
      writers.insert(aug::format("user {}", *user));
    }
    on_the_way_.insert(writers.begin(), writers.end());
    if (S_ISLNK(status.st_mode)) return follow(file);
    folders_.push_back(std::move(file));
    writers_.push_back(std::move(writers));
    return true;
  }

  /// What is in it says of itself what that user likes.
  std::optional<uid_t> user_of_new_mount(dev_t device) {
    if (std::exchange(device_, device) == device) return std::nullopt;
    return user_of_mount(device, trust_);
  }

  bool follow(const FileDescriptor& link) {
    if (unsafe_ && unsafe_links_ == Links::refuse_unsafe) {
      const std::string name = root_.outside(unsafe_->path);
      throw Failure(ExitCode::failed, "not-roots"_id,
                    aug::format("cannot follow the link {}: {} {}", root_.outside(path_so_far()), name, unsafe_->why),
                    "name where it leads to, if that is meant");
    }
    errno = ELOOP;
    if (++links_ > most_links) return false;
    std::array<char, PATH_MAX> target;
    const ssize_t size = ::readlinkat(link.get(), "", target.data(), target.size());
    if (size <= 0) return false;
    const std::string path(target.data(), static_cast<std::size_t>(size));
    choosers_ = on_the_way_;
    names_.pop_back();
    if (path.front() == '/') {
      names_.clear();
      folders_.erase(folders_.begin() + 1, folders_.end());
      writers_.erase(writers_.begin() + 1, writers_.end());
    }
    put_before(path);
    return true;
  }

  std::string path_so_far() const { return aug::format("/{}", fmt::join(names_, "/")); }

  const Root& root_;
  Trust trust_;
  Links unsafe_links_;
  std::vector<std::string> to_go_;              // the next one last
  std::vector<std::string> names_;              // of the folders below the root
  std::vector<FileDescriptor> folders_;         // the root first
  std::vector<std::set<std::string>> writers_;  // of each of them
  std::set<std::string> on_the_way_;            // all that were, also those of links and of what ".." left
  std::set<std::string> choosers_;              // of them, those before the last link
  std::optional<UnsafePath> unsafe_;
  int links_ = 0;
  int steps_ = 0;
  bool gives_up_ = false;
  dev_t device_ = 0;  // of what was looked at last
};

}  // namespace

OpenedSafely open_safely(const Root& root, const std::string& path, const Trust& trust) {
  return Walk(root, trust, Walk::Links::follow).to(path);
}

FileDescriptor open_unmisled(const Root& root, const std::string& path, const Trust& trust) {
  return Walk(root, trust, Walk::Links::refuse_unsafe).to(path).file;
}

}  // namespace aug
