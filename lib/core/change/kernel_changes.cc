#include "core/change/kernel_changes.h"

#include <algorithm>
#include <string>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

const CompiledProfile* find(const std::vector<CompiledProfile>& profiles, const std::string& name) {
  const auto found = std::find_if(profiles.begin(), profiles.end(),
                                  [&](const CompiledProfile& profile) { return profile.name == name; });
  return found == profiles.end() ? nullptr : &*found;
}

/// Ours, or one of others that we extended.
const CompiledProfile* last_loaded(const std::string& name, const Generation& current) {
  const CompiledProfile* ours = find(current.compiled, name);
  return ours != nullptr ? ours : find(current.extended_compiled, name);
}

/// Whether the kernel holds just these bytes. Where it keeps no bytes, what was loaded last is taken for what is there.
bool is_loaded(const CompiledProfile& profile, const Generation& current, const HostState& host) {
  const auto loaded = host.loaded.find(profile.name);
  if (loaded == host.loaded.end()) return false;
  if (loaded->second.bytes) return *loaded->second.bytes == profile.bytes;
  const CompiledProfile* last = last_loaded(profile.name, current);
  return last != nullptr && *last == profile;
}

/// The bytes that bring the profile back as it is now.
std::string bytes_now(const std::string& name, const Generation& current, const HostState& host) {
  const auto& loaded = host.loaded.at(name);
  if (loaded.bytes) return *loaded.bytes;
  const CompiledProfile* last = last_loaded(name, current);
  if (last == nullptr) {
    throw Failure(ExitCode::unsupported, "no-copy-in-kernel"_id,
                  aug::format("cannot replace the profile '{}': this kernel keeps no copy to bring it back from", name),
                  "boot with apparmor.export_binary=1");
  }
  return last->bytes;
}

std::vector<CompiledProfile> profiles_to_load(const Generation& current, const Generation& target,
                                              const HostState& host) {
  std::vector<CompiledProfile> profiles;
  for (const auto* wanted : {&target.compiled, &target.extended_compiled}) {
    for (const CompiledProfile& profile : *wanted) {
      if (!is_loaded(profile, current, host)) profiles.push_back(profile);
    }
  }
  append(profiles, host.missing_others);
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

}  // namespace

void add_kernel_changes(std::vector<Change>& changes, const Generation& current, const Generation& target,
                        const HostState& host) {
  load_what_differs(changes, current, target, host);
  unload_what_is_gone(changes, current, target, host);
}

}  // namespace aug
