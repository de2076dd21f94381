#include <fcntl.h>

#include <algorithm>

#include "core/apparmor/path_pattern.h"
#include "core/text/failure.h"
#include "system/attempt.h"
#include "system/directory.h"
#include "system/errors_of_others.h"
#include "system/file_writers.h"
#include "system/root.h"

namespace aug {
namespace {

bool is_link(const Root& root, const std::string& path) {
  const FileDescriptor file = root.open(path, O_PATH | O_NOFOLLOW);
  struct stat status {};
  return file && ::fstat(file.get(), &status) == 0 && S_ISLNK(status.st_mode);
}

/// How many names a pattern may still read.
struct NamesLeft {
  std::size_t of_root = Root::most_names;
  /// In folders that others can fill: each that matches costs a dozen calls of the kernel, again and again. A folder
  /// gets the half of what is left, so that no user has it all.
  std::size_t of_others = 20'000;
};

/// A user's folder may be on the way: with more names than that it has none, and stops nothing.
std::vector<std::string> names_within(FileDescriptor folder, const std::string& path, NamesLeft& left) {
  const bool is_of_others = attempt([&] { return !flaw_in_ownership(folder, {.caller = true}).empty(); },
                                    [](const Failure&) { return true; });
  std::size_t& most = is_of_others ? left.of_others : left.of_root;
  const std::size_t most_here = is_of_others ? most / 2 : most;
  const auto none = [&](const Failure&) {
    most /= 2;  // it took that many to find out; many such folders come to an end
    return std::vector<std::string>{};
  };
  std::vector<std::string> names = attempt([&] { return names_of(std::move(folder), path, most_here); }, none);
  most -= std::min(most, names.size());
  return names;
}

/// The names in a folder that match one component, as AppArmor reads it; none where the folder cannot be read. No
/// links, where there are wildcards: the kernel matches what a path leads to, and links to "." would multiply. Not
/// glob(3), which follows symlinks out of the tree and takes "." and ".." for names, and goes through all that stars
/// and alternatives may stand for.
std::vector<std::string> names_matching(const Root& root, const std::string& folder, const std::string& component,
                                        NamesLeft& left) {
  if (component.find_first_of("*?[{") == std::string::npos) {
    const std::string path = folder + "/" + component;
    if (root.open(path, O_PATH | O_NOFOLLOW)) return {component};
    require_an_answer_of_roots(root, "examine", path);
    return {};
  }
  FileDescriptor handle = root.open(folder + "/", O_RDONLY | O_DIRECTORY);
  if (!handle) {
    require_an_answer_of_roots(root, "open the folder", folder);
    return {};
  }
  std::vector<std::string> names = names_within(std::move(handle), root.outside(folder), left);
  const std::vector<std::string> patterns{"/" + component};
  const auto wanted = PathPattern::of(patterns);
  std::erase_if(names, [&](const std::string& name) {
    return !wanted || !wanted->matches("/" + name) || is_link(root, folder + "/" + name);
  });
  return names;
}

}  // namespace

std::vector<std::string> Root::matching(const std::string& pattern) const {
  std::vector<std::string> found{""};
  NamesLeft left;  // many folders of a user's can all lead to one with many names
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', at + 1), pattern.size());
    const std::string component = pattern.substr(at + 1, end - at - 1);
    std::vector<std::string> longer;
    for (const std::string& folder : found) {
      for (const std::string& name : names_matching(*this, folder, component, left)) {
        longer.push_back(folder + "/" + name);
      }
      if (longer.size() > most_names || left.of_root == 0) return {};  // as for one folder
    }
    found = std::move(longer);
    at = end;
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace aug
