#include "core/file_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/apparmor_paths.h"
#include "core/failure.h"
#include "core/profile_text.h"

namespace aug {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

void check_ours(const std::string& path, const FileState& file) {
  if (!file.is_link && file.content.starts_with(marker)) return;
  throw Failure(ExitCode::conflict, fmt::format("cannot change {}: it is not ours", path),
                "move it away, or name the profile differently in the policy");
}

const ProfileFile* find(const std::vector<ProfileFile>& files, const std::string& name) {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const ProfileFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

/// The changes of files, each after a look at what is there.
class FileChanges {
 public:
  FileChanges(std::vector<Change>& changes, const Generation& current, const HostState& host)
      : changes_(changes), current_(current), host_(host) {}

  void place(const ProfileFile& file) {
    for (const std::string& link : override_links_of(file.name)) remove_if_there(link);
    const PlaceFile place{path_of(file.name), {file.text}};
    const auto there = host_.files.find(place.path);
    if (there == host_.files.end()) {
      changes_.push_back({place, {RemoveFile{place.path}}});
    } else if (there->second != place.file) {
      check_ours(place.path, there->second);
      keep_edit(file.name, there->second);
      changes_.push_back({place, {PlaceFile{place.path, there->second}}});
    }
  }

  void switch_off(const std::string& path) {
    const std::string link = disable_link_of(path);
    if (host_.files.contains(link)) return;
    changes_.push_back({PlaceFile{link, {path, 0777, 0, 0, true}}, {RemoveFile{link}}});
  }

  void switch_on(const std::string& path) { remove_if_there(disable_link_of(path)); }

  void remove(const ProfileFile& file) {
    const auto there = host_.files.find(path_of(file.name));
    if (there == host_.files.end()) return;
    check_ours(there->first, there->second);
    keep_edit(file.name, there->second);
    remove_if_there(there->first);
  }

 private:
  void remove_if_there(const std::string& path) {
    const auto there = host_.files.find(path);
    if (there == host_.files.end()) return;
    changes_.push_back({RemoveFile{path}, {PlaceFile{path, there->second}}});
  }

  void keep_edit(const std::string& name, const FileState& there) {
    const ProfileFile* ours = find(current_.files, name);
    if (ours == nullptr || ours->text == there.content) return;
    const std::string kept = fmt::format("{}/{}.{}", edited_folder, name, host_.now);
    changes_.push_back({PlaceFile{kept, {there.content, 0600}}, {RemoveFile{kept}}});
  }

  std::vector<Change>& changes_;
  const Generation& current_;
  const HostState& host_;
};

}  // namespace

void add_file_changes(std::vector<Change>& changes, const Generation& current, const Generation& target,
                      const HostState& host) {
  FileChanges files(changes, current, host);
  for (const ProfileFile& file : target.files) files.place(file);
  for (const ProfileFile& file : current.files) {
    if (find(target.files, file.name) == nullptr) files.remove(file);
  }
  for (const std::string& path : target.taken_over) files.switch_off(path);
  for (const std::string& path : current.taken_over) {
    if (!contains(target.taken_over, path)) files.switch_on(path);
  }
}

}  // namespace aug
