#include "core/change/file_changes.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/apparmor/our_files.h"
#include "core/change/step_flaw.h"
#include "core/plan/planned_settings.h"
#include "core/plan/profile_text.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/paths.h"

namespace aug {
namespace {

void check_ours(const std::string& path, const FileState& file) {
  if (!file.is_link && is_ours(file.content)) return;
  throw Failure(ExitCode::conflict, "file-not-ours"_id, aug::format("cannot change {}: it is not ours", path),
                "move it away, or name the profile differently in the policy");
}

/// A file of ours, as it is to be or was.
struct OurFile {
  std::string path;
  std::string text;
  std::string name;  ///< short, for the copy of an edit
};

/// All files of a generation but the links.
std::vector<OurFile> files_of(const Generation& generation) {
  std::vector<OurFile> files;
  for (const auto& [name, text] : generation.files) files.push_back({path_of(name), text, name});
  for (const auto& [path, text] : generation.drop_ins) {
    std::string name = path.substr(1);
    std::replace(name.begin(), name.end(), '/', '.');
    files.push_back({path, text, std::move(name)});
  }
  return files;
}

const OurFile* find(const std::vector<OurFile>& files, const std::string& path) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const OurFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

/// The changes of files, each after a look at what is there.
class FileChanges {
 public:
  FileChanges(std::vector<Change>& changes, const Generation& current, const HostState& host)
      : changes_(changes), current_(files_of(current)), host_(host) {}

  void place(const OurFile& file) {
    const PlaceFile place{file.path, {file.text}};
    const auto there = host_.files.find(place.path);
    if (there == host_.files.end()) {
      add({place, {RemoveFile{place.path}}});
    } else if (there->second != place.file) {
      check_ours(place.path, there->second);
      keep_edit(file, there->second);
      add({place, {PlaceFile{place.path, restorable(there->second)}}});
    }
  }

  /// What `target` has no more.
  void remove_all_but(const std::vector<OurFile>& target) {
    for (const OurFile& file : current_) {
      const auto there = host_.files.find(file.path);
      if (find(target, file.path) != nullptr || there == host_.files.end()) continue;
      check_ours(there->first, there->second);
      keep_edit(file, there->second);
      remove_if_there(there->first);
    }
  }

  void remove_if_there(const std::string& path) {
    const auto there = host_.files.find(path);
    if (there == host_.files.end()) return;
    add({RemoveFile{path}, {PlaceFile{path, restorable(there->second)}}});
  }

  void switch_off(const std::string& path) {
    const std::string link = disable_link_of(path);
    if (host_.files.contains(link)) return;
    add({PlaceFile{link, {path, 0777, 0, 0, true}}, {RemoveFile{link}}});
  }

  /// The block of a local file that others include; what else is in it stays.
  void place_block(const LocalBlock& block, const std::string& rules_before) {
    const auto there = host_.files.find(block.path);
    if (there == host_.files.end()) {
      if (!block.rules.empty()) add({PlaceFile{block.path, {*with_block("", block.rules)}}, {RemoveFile{block.path}}});
      return;
    }
    FileState file = restorable(there->second);
    const auto text = file.is_link ? std::nullopt : with_block(file.content, block.rules);
    if (!text) {
      throw Failure(ExitCode::conflict, "block-without-end"_id,
                    aug::format("cannot change {}: the end of our lines in it is not to be seen", block.path),
                    "take out what belongs to aa-userns-gen there, with its first line");
    }
    if (*text == file.content) return;
    const auto edited = rules_in_block(file.content);
    if (edited && *edited != rules_before) keep("local." + last_part_of(block.path), there->second);
    const PlaceFile back{block.path, file};
    file.content = *text;
    if (text->empty() && block.is_new) {
      add({RemoveFile{block.path}, {back}});
    } else {
      add({PlaceFile{block.path, file}, {back}});
    }
  }

  /// After all files of units, so that each manager reads them once.
  void reload_units() {
    for (const UnitScope scope : reloads_) changes_.push_back({ReloadUnits{scope}, {}});
  }

 private:
  /// A drop-in of a unit counts when its manager has read it: on the way back, too.
  void add(Change change) {
    const auto* place = std::get_if<PlaceFile>(&change.step);
    const auto* remove = std::get_if<RemoveFile>(&change.step);
    if (const auto scope = manager_of(place != nullptr ? place->path : remove->path)) {
      change.undo.emplace_back(ReloadUnits{*scope});
      reloads_.insert(*scope);
    }
    changes_.push_back(std::move(change));
  }

  void keep_edit(const OurFile& file, const FileState& there) {
    const OurFile* ours = find(current_, file.path);
    if (ours == nullptr || ours->text == there.content) return;
    keep(file.name, there);
  }

  void keep(const std::string& name, const FileState& there) {
    const std::string kept = aug::format("{}/{}.{}", edited_folder, name, host_.now);
    add({PlaceFile{kept, {there.content, 0600}}, {RemoveFile{kept}}});
  }

  std::vector<Change>& changes_;
  std::vector<OurFile> current_;
  std::set<UnitScope> reloads_;
  const HostState& host_;
};

std::string rules_of(const std::vector<LocalBlock>& blocks, const std::string& path) {
  const auto found = std::ranges::find(blocks, path, &LocalBlock::path);
  return found == blocks.end() ? "" : found->rules;
}

/// Those of `target`, and none where only `current` has one.
void add_block_changes(FileChanges& files, const Generation& current, const Generation& target) {
  for (const LocalBlock& block : target.blocks) files.place_block(block, rules_of(current.blocks, block.path));
  for (const LocalBlock& block : current.blocks) {
    if (rules_of(target.blocks, block.path).empty()) files.place_block({block.path, "", block.is_new}, block.rules);
  }
}

}  // namespace

void add_file_changes(std::vector<Change>& changes, const Generation& current, const Generation& target,
                      const HostState& host) {
  FileChanges files(changes, current, host);
  for (const ProfileFile& file : target.files) {
    for (const std::string& link : override_links_of(file.name)) files.remove_if_there(link);
  }
  const std::vector<OurFile> wanted = files_of(target);
  for (const OurFile& file : wanted) files.place(file);
  files.remove_all_but(wanted);
  add_block_changes(files, current, target);
  for (const std::string& path : target.taken_over) files.switch_off(path);
  for (const std::string& path : current.taken_over) {
    if (!contains(target.taken_over, path)) files.remove_if_there(disable_link_of(path));
  }
  files.reload_units();
}

}  // namespace aug
