#include "system/unit_files.h"

#include <iterator>
#include <map>

#include "core/host/service_directives.h"
#include "core/text/format.h"
#include "system/attempt.h"
#include "system/ownership.h"

namespace aug {

UnitFiles::UnitFiles(const Root& root, const std::string& uid, Gaps* gaps)
    : root_(root), home_(root, uid, gaps), gaps_(gaps) {
  if (!home_.path().empty()) own_folder_ = home_.path() + "/.config/systemd/user";
}

std::vector<std::string> UnitFiles::user_folders() const {
  std::vector<std::string> folders(std::begin(user_unit_folders), std::end(user_unit_folders));
  if (!own_folder_.empty()) folders.insert(folders.begin(), own_folder_);
  return folders;
}

bool UnitFiles::is_in_home(const std::string& path) const {
  return !own_folder_.empty() && (path == own_folder_ || path.starts_with(own_folder_ + "/"));
}

/// A symlink of root's may lead to where a user can place anything.
void UnitFiles::require_safe_links(const std::string& path) const {
  if (root_.real_path(path) == path) return;
  const auto unsafe = open_safely(root_, path, {.caller = true}).unsafe;
  if (!unsafe) return;
  throw Failure(ExitCode::failed, "not-roots"_id,
                aug::format("cannot read {}: it leads to {}, which {}", path, unsafe->path, unsafe->why));
}

std::optional<std::string> UnitFiles::read(const std::string& path) {
  if (is_in_home(path)) return home_.read(path);
  return attempt(
      [&]() -> std::optional<std::string> {
        if (root_.real_path(path) == "/dev/null") return std::nullopt;
        require_safe_links(path);
        return root_.read(path, HomeFiles::largest);
      },
      [&](const Failure& failure) -> std::optional<std::string> {
        tell_once(gaps_, failure);
        return std::nullopt;
      });
}

std::vector<std::string> UnitFiles::names_in(const std::string& folder) {
  if (is_in_home(folder)) return home_.names_in(folder);
  return attempt(
      [&] {
        require_safe_links(folder);
        return root_.names_in(folder);
      },
      [&](const Failure& failure) -> std::vector<std::string> {
        tell_once(gaps_, failure);
        return {};
      });
}

std::vector<TextFile> UnitFiles::files_of(const std::string& unit) {
  std::vector<TextFile> files;
  std::map<std::string, std::string> drop_ins;  // read by name, whatever the folder; systemd.unit(5)
  for (const std::string& folder : user_folders()) {
    const std::string path = folder + "/" + unit;
    if (files.empty()) {
      if (auto text = read(path)) files.push_back({path, std::move(*text)});
    }
    for (const std::string& more : drop_in_folders_of(unit)) {
      const std::string inner = folder + "/" + more;
      for (const std::string& name : names_in(inner)) {
        if (name.ends_with(".conf")) drop_ins.try_emplace(name, inner + "/" + name);
      }
    }
  }
  for (const auto& [name, path] : drop_ins) {
    if (auto text = read(path)) files.push_back({path, std::move(*text)});
  }
  return files;
}

}  // namespace aug
