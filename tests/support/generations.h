#pragma once

#include <string>
#include <vector>

#include "core/apparmor/our_files.h"
#include "core/change/generation.h"
#include "support/compiled_profile.h"
#include "support/model_host.h"

namespace aug {

inline std::string text_of(const std::string& profile, const std::string& version) {
  return std::string(marker) + "\n# " + profile + " " + version + "\n";
}

inline void add_profile(Generation& generation, const std::string& name, const std::string& version) {
  generation.files.push_back({name, text_of(name, version)});
  generation.compiled.push_back(compiled_profile(name, version));
}

inline Generation with_profile(const std::string& name, const std::string& version) {
  Generation generation;
  add_profile(generation, name, version);
  return generation;
}

/// A kernel setting, which was 1 before, and a unit of users.
inline void add_settings(Generation& generation, const std::string& value) {
  generation.sysctls = {{"a", "kernel.x", value, "", "1", false}};
  generation.units = {{"a", "x.service", UnitScope::user, {{"PrivateTmp", value}}}};
  generation.drop_ins = drop_ins_for(generation.sysctls, generation.units, "/etc/sysctl.d/zz.conf");
}

/// What somebody else's file brings, which a generation may take over.
inline const std::string path_of_theirs = "/etc/apparmor.d/theirs";
inline const CompiledProfile theirs = compiled_profile("theirs", "by somebody");

inline FileState link_to(const std::string& path) {
  return {path, 0777, 0, 0, true};
}

/// The host on which this generation was applied, with profiles and files that are none of our business.
inline ModelHost host_with(const NumberedGeneration& current) {
  ModelHost host;
  host.loaded["firefox"] = "somebody's";
  host.files["/etc/apparmor.d/firefox"] = {"somebody's", 0600, 7, 8};
  for (const CompiledProfile& profile : current.generation.compiled) host.loaded[profile.name] = profile.bytes;
  for (const ProfileFile& file : current.generation.files) host.files[path_of(file.name)] = {file.text};
  host.others[path_of_theirs] = theirs;
  host.files[path_of_theirs] = {"somebody's"};
  if (current.generation.taken_over.empty()) host.loaded[theirs.name] = theirs.bytes;
  for (const std::string& path : current.generation.taken_over) host.files[disable_link_of(path)] = link_to(path);
  for (const TextFile& drop_in : current.generation.drop_ins) host.files[drop_in.path] = {drop_in.text};
  host.perform(ReloadUnits{UnitScope::user});
  host.sysctls["kernel.x"] = current.generation.sysctls.empty() ? "1" : current.generation.sysctls.front().value;
  host.selected = current.number;
  return host;
}

inline ModelHost without_kernel(ModelHost host) {
  host.has_kernel = false;
  host.loaded.clear();
  return host;
}

inline std::vector<Step> steps_of(const std::vector<Change>& changes) {
  std::vector<Step> steps;
  for (const Change& change : changes) steps.push_back(change.step);
  return steps;
}

inline LoadProfiles load(const std::vector<CompiledProfile>& profiles) {
  LoadProfiles step;
  for (const CompiledProfile& profile : profiles) step.names.push_back(profile.name);
  step.compiled = join_compiled(profiles);
  return step;
}

}  // namespace aug
