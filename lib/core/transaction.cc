#include "core/transaction.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/failure.h"

namespace aug {
namespace {

const CompiledProfile* find(const std::vector<CompiledProfile>& profiles, const std::string& name) {
  const auto found = std::find_if(profiles.begin(), profiles.end(),
                                  [&](const CompiledProfile& profile) { return profile.name == name; });
  return found == profiles.end() ? nullptr : &*found;
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

void load_what_differs(std::vector<Change>& changes, const Generation& current, const Generation& target,
                       const HostState& host) {
  LoadProfiles load;
  LoadProfiles bring_back;
  std::vector<Step> undo;
  for (const CompiledProfile& profile : target.compiled) {
    if (is_loaded(profile, current, host)) continue;
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

void unload_what_is_gone(std::vector<Change>& changes, const Generation& current, const Generation& target,
                         const HostState& host) {
  for (const CompiledProfile& profile : current.compiled) {
    if (find(target.compiled, profile.name) != nullptr || !host.loaded.contains(profile.name)) continue;
    const LoadProfiles again{{profile.name}, bytes_now(profile.name, current, host)};
    changes.push_back({UnloadProfile{profile.name}, {again}});
  }
}

void check_ours(const std::string& path, const FileState& file) {
  if (file.content.starts_with(marker)) return;
  throw Failure(ExitCode::conflict, fmt::format("cannot place {}: there is a file that is not ours", path),
                "move it away, or name the profile differently in the policy");
}

void place_files(std::vector<Change>& changes, const Generation& target, const HostState& host) {
  for (const ProfileFile& file : target.files) {
    const PlaceFile place{path_of(file.name), {file.text}};
    const auto there = host.files.find(place.path);
    if (there == host.files.end()) {
      changes.push_back({place, {RemoveFile{place.path}}});
    } else if (there->second != place.file) {
      check_ours(place.path, there->second);
      changes.push_back({place, {PlaceFile{place.path, there->second}}});
    }
  }
}

void remove_files(std::vector<Change>& changes, const Generation& current, const Generation& target,
                  const HostState& host) {
  for (const ProfileFile& file : current.files) {
    const bool stays = std::any_of(target.files.begin(), target.files.end(),
                                   [&](const ProfileFile& wanted) { return wanted.name == file.name; });
    const auto there = host.files.find(path_of(file.name));
    if (stays || there == host.files.end()) continue;
    check_ours(there->first, there->second);
    changes.push_back({RemoveFile{there->first}, {PlaceFile{there->first, there->second}}});
  }
}

/// Takes back in reverse what was begun; returns what could not be.
Diagnoses take_back(const std::vector<Change>& changes, std::size_t begun,
                    const std::function<void(const Step&)>& perform) {
  Diagnoses failed;
  for (std::size_t i = begun; i-- > 0;) {
    for (const Step& step : changes[i].undo) {
      try {
        perform(step);
      } catch (const std::exception& error) {
        failed.push_back(
            {Severity::error, {}, fmt::format("cannot take back: {}: {}", describe(step), error.what()), ""});
      }
    }
  }
  return failed;
}

}  // namespace

std::string path_of(const std::string& profile) {
  return "/etc/apparmor.d/aa-userns-gen." + profile;
}

std::vector<Change> changes_between(const Generation& current, int current_number, const Generation& target, int next,
                                    const HostState& host) {
  std::vector<Change> changes;
  if (host.has_kernel) {
    load_what_differs(changes, current, target, host);
    unload_what_is_gone(changes, current, target, host);
  }
  place_files(changes, target, host);
  remove_files(changes, current, target, host);
  if (target != current) changes.push_back({SelectGeneration{next}, {SelectGeneration{current_number}}});
  return changes;
}

void carry_out(const std::vector<Change>& changes, const std::function<void(const Step&)>& perform,
               const std::function<void()>& verify) {
  std::size_t begun = 0;
  try {
    for (const Change& change : changes) {
      ++begun;
      perform(change.step);
    }
    verify();
  } catch (const std::exception& error) {
    const auto* failure = dynamic_cast<const Failure*>(&error);
    Diagnoses diagnoses =
        failure != nullptr ? failure->diagnoses() : Failure(ExitCode::failed, error.what()).diagnoses();
    const Diagnoses failed = take_back(changes, begun, perform);
    if (failed.empty()) {
      diagnoses.push_back({Severity::notice, {}, "everything was taken back: the host is as it was before", ""});
      throw Failure(failure != nullptr ? failure->code() : ExitCode::failed, diagnoses);
    }
    diagnoses.insert(diagnoses.end(), failed.begin(), failed.end());
    diagnoses.back().hint = "mend what is named above, then take the change back again";
    throw Failure(ExitCode::inconsistent, diagnoses);
  }
}

}  // namespace aug
