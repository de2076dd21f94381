#include "core/transaction.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/failure.h"
#include "core/pending.h"

namespace aug {
namespace {

const CompiledProfile* find(const std::vector<CompiledProfile>& profiles, const std::string& name) {
  const auto found = std::find_if(profiles.begin(), profiles.end(),
                                  [&](const CompiledProfile& profile) { return profile.name == name; });
  return found == profiles.end() ? nullptr : &*found;
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// Whether the kernel holds just these bytes. Where it keeps no bytes, what was loaded last is taken for what is there.
bool is_loaded(const CompiledProfile& profile, const Generation& current, const HostState& host) {
  const auto loaded = host.loaded.find(profile.name);
  if (loaded == host.loaded.end()) return false;
  if (loaded->second.bytes) return *loaded->second.bytes == profile.bytes;
  const CompiledProfile* last = find(current.compiled, profile.name);
  return last != nullptr && *last == profile;
}

/// The bytes that bring the profile back as it is now.
std::string bytes_now(const std::string& name, const Generation& current, const HostState& host) {
  const auto& loaded = host.loaded.at(name);
  if (loaded.bytes) return *loaded.bytes;
  const CompiledProfile* last = find(current.compiled, name);
  if (last == nullptr) {
    throw Failure(ExitCode::unsupported,
                  fmt::format("cannot replace the profile '{}': this kernel keeps no copy to bring it back from", name),
                  "boot with apparmor.export_binary=1");
  }
  return last->bytes;
}

std::vector<CompiledProfile> profiles_to_load(const Generation& current, const Generation& target,
                                              const HostState& host) {
  std::vector<CompiledProfile> profiles;
  for (const CompiledProfile& profile : target.compiled) {
    if (!is_loaded(profile, current, host)) profiles.push_back(profile);
  }
  profiles.insert(profiles.end(), host.missing_others.begin(), host.missing_others.end());
  return profiles;
}

void load_what_differs(std::vector<Change>& changes, const Generation& current, const Generation& target,
                       const HostState& host) {
  LoadProfiles load;
  LoadProfiles bring_back;
  std::vector<Step> undo;
  for (const CompiledProfile& profile : profiles_to_load(current, target, host)) {
    load.names.push_back(profile.name);
    load.compiled += profile.bytes;
    if (host.loaded.contains(profile.name)) {
      bring_back.names.push_back(profile.name);
      bring_back.compiled += bytes_now(profile.name, current, host);
    } else {
      undo.emplace_back(UnloadProfile{profile.name});
    }
  }
  if (load.names.empty()) return;
  if (!bring_back.names.empty()) undo.insert(undo.begin(), bring_back);
  changes.push_back({load, undo});
}

void unload(std::vector<Change>& changes, const std::string& name, const Generation& current, const HostState& host) {
  if (!host.loaded.contains(name)) return;
  changes.push_back({UnloadProfile{name}, {LoadProfiles{{name}, bytes_now(name, current, host)}}});
}

void unload_what_is_gone(std::vector<Change>& changes, const Generation& current, const Generation& target,
                         const HostState& host) {
  // A profile takes its children along, and a child cannot come back before it: children, which follow it, go first.
  for (auto profile = current.compiled.rbegin(); profile != current.compiled.rend(); ++profile) {
    if (find(target.compiled, profile->name) != nullptr || host.others.contains(profile->name)) continue;
    unload(changes, profile->name, current, host);
  }
  for (auto name = host.taken_over.rbegin(); name != host.taken_over.rend(); ++name) {
    if (find(target.compiled, *name) == nullptr) unload(changes, *name, current, host);
  }
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

/// What there is to throw again for something that was thrown.
Failure as_failure(const std::exception& error) {
  const auto* failure = dynamic_cast<const Failure*>(&error);
  return failure != nullptr ? *failure : Failure(ExitCode::failed, error.what());
}

/// Takes back the first `done` changes, and the one after them, which failed and may be half done. What the kernel
/// refuses is not half done, and without the right to load it refuses the way back as well: that is no failure of
/// taking back.
Diagnoses take_back_begun(const std::vector<Change>& changes, std::size_t done,
                          const std::function<void(const Step&)>& perform) {
  Diagnoses failed;
  if (done < changes.size()) {
    failed = take_back(changes[done].undo, perform);
    if (is_for_kernel(changes[done].step)) failed.clear();
  }
  const auto end = changes.begin() + static_cast<std::ptrdiff_t>(done);
  const Diagnoses more = take_back(undo_of({changes.begin(), end}), perform);
  failed.insert(failed.end(), more.begin(), more.end());
  return failed;
}

}  // namespace

std::string path_of(const std::string& profile) {
  return "/etc/apparmor.d/aa-userns-gen." + profile;
}

std::vector<std::string> override_links_of(const std::string& profile) {
  return {"/etc/apparmor.d/disable/aa-userns-gen." + profile,
          "/etc/apparmor.d/force-complain/aa-userns-gen." + profile};
}

std::string disable_link_of(const std::string& path) {
  return "/etc/apparmor.d/disable/" + path.substr(path.rfind('/') + 1);
}

std::vector<Change> changes_between(const NumberedGeneration& current, const NumberedGeneration& target,
                                    const HostState& host) {
  std::vector<Change> changes;
  if (host.has_kernel) {
    load_what_differs(changes, current.generation, target.generation, host);
    unload_what_is_gone(changes, current.generation, target.generation, host);
  }
  FileChanges files(changes, current.generation, host);
  for (const ProfileFile& file : target.generation.files) files.place(file);
  for (const ProfileFile& file : current.generation.files) {
    if (find(target.generation.files, file.name) == nullptr) files.remove(file);
  }
  for (const std::string& path : target.generation.taken_over) files.switch_off(path);
  for (const std::string& path : current.generation.taken_over) {
    if (!contains(target.generation.taken_over, path)) files.switch_on(path);
  }
  if (target.number != current.number) {
    changes.push_back({SelectGeneration{target.number}, {SelectGeneration{current.number}}});
  }
  return changes;
}

Diagnoses take_back(const std::vector<Step>& undo, const std::function<void(const Step&)>& perform) {
  Diagnoses failed;
  for (const Step& step : undo) {
    try {
      perform(step);
    } catch (const std::exception& error) {
      failed.push_back(
          {Severity::error, {}, fmt::format("cannot take back: {}: {}", describe(step), error.what()), ""});
    }
  }
  return failed;
}

void carry_out(const std::vector<Change>& changes, const std::function<void(const Step&)>& perform,
               const std::function<void()>& finish) {
  std::size_t done = 0;
  try {
    for (const Change& change : changes) {
      perform(change.step);
      ++done;
    }
    finish();
  } catch (const std::exception& error) {
    const Failure failure = as_failure(error);
    Diagnoses diagnoses = failure.diagnoses();
    const Diagnoses failed = take_back_begun(changes, done, perform);
    if (failed.empty()) {
      diagnoses.push_back({Severity::notice, {}, "everything was taken back: the host is as it was before", ""});
      throw Failure(failure.code(), diagnoses);
    }
    diagnoses.insert(diagnoses.end(), failed.begin(), failed.end());
    throw Failure(ExitCode::inconsistent, diagnoses);
  }
}

}  // namespace aug
