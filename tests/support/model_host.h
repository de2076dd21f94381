#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <variant>

#include "core/change/generation.h"
#include "core/change/host_state.h"
#include "core/text/failure.h"

namespace aug {

/// A host as plain data, which steps are performed on as the kernel and the file system would.
struct ModelHost {
  std::map<std::string, std::string> loaded;  ///< profiles in the kernel: name to bytes
  std::map<std::string, FileState> files;
  std::map<std::string, CompiledProfile> others;  ///< what files of somebody else bring, by path
  std::map<std::string, std::string> sysctls;     ///< running values by name
  std::map<std::string, FileState> units;         ///< drop-ins as the managers of units have read them, by path
  int selected = 0;
  bool has_kernel = true;
  bool keeps_bytes = true;  ///< whether the kernel shows what was loaded

  friend bool operator==(const ModelHost&, const ModelHost&) = default;

  HostState state() const {
    HostState state;
    state.has_kernel = has_kernel;
    state.files = files;
    state.sysctls = sysctls;
    state.now = "20261122T153000Z";
    for (const auto& [name, bytes] : loaded) {
      state.loaded[name].bytes = keeps_bytes ? std::optional(bytes) : std::nullopt;
    }
    return state;
  }

  /// The same with what matters of others' profiles to a change between these two: the decisions of read_state().
  HostState state(const Generation& from, const Generation& to) const {
    HostState result = state();
    if (!has_kernel) return result;
    for (const auto& [path, profile] : others) {
      if (contains(to.taken_over, path)) {
        result.taken_over.push_back(profile.name);
        continue;
      }
      result.others.insert(profile.name);
      if (contains(from.taken_over, path) && !loaded.contains(profile.name)) result.missing_others.push_back(profile);
    }
    return result;
  }

  void perform(const Step& step) {
    std::visit([this](const auto& each) { apply(each); }, step);
  }

 private:
  static bool contains(const std::vector<std::string>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
  }

  void apply(const LoadProfiles& step) {
    if (!has_kernel) throw Failure(ExitCode::unsupported, "a-kind"_id, "cannot load: no kernel");
    auto after = loaded;
    for (const CompiledProfile& profile : split_compiled(step.compiled)) after[profile.name] = profile.bytes;
    // A child without its parent is refused (security/apparmor/policy.c, aa_replace_profiles: "parent does not exist").
    for (const auto& [name, bytes] : after) {
      const std::size_t end = name.rfind("//");
      if (end != std::string::npos && !after.contains(name.substr(0, end))) {
        throw Failure(ExitCode::failed, "a-kind"_id, "cannot load " + name + ": parent does not exist");
      }
    }
    loaded = after;
  }

  void apply(const UnloadProfile& step) {
    if (!has_kernel) throw Failure(ExitCode::unsupported, "a-kind"_id, "cannot unload: no kernel");
    // The children go with it (security/apparmor/policy.c, __remove_profile).
    std::erase_if(loaded, [&](const auto& profile) {
      return profile.first == step.name || profile.first.starts_with(step.name + "//");
    });
  }

  void apply(const PlaceFile& step) { files[step.path] = step.file; }
  void apply(const RemoveFile& step) { files.erase(step.path); }
  void apply(const SetSysctl& step) { sysctls.at(step.name) = step.value; }
  void apply(const ReloadUnits& step) {
    std::erase_if(units, [&](const auto& unit) { return manager_of(unit.first) == step.scope; });
    for (const auto& file : files) {
      if (manager_of(file.first) == step.scope) units.insert(file);
    }
  }
  void apply(const SelectGeneration& step) { selected = step.number; }
};

/// Performs on a model and fails once, at the call number `at` (from 0), before or after it took effect; with
/// `for_good` at all later ones too.
class FailingPerformer {
 public:
  enum class When { before, after };

  FailingPerformer(ModelHost& host, std::size_t at, When when, bool for_good = false)
      : host_(host), at_(at), when_(when), for_good_(for_good) {}

  void operator()(const Step& step) {
    const std::size_t call = calls_++;
    const bool fails = call == at_ || (for_good_ && call > at_);
    if (!fails || when_ == When::after) host_.perform(step);
    if (fails) throw Failure(ExitCode::failed, "a-kind"_id, "cannot perform: told to fail");
  }

  std::size_t calls() const { return calls_; }

 private:
  ModelHost& host_;
  std::size_t at_;
  When when_;
  bool for_good_;
  std::size_t calls_ = 0;
};

}  // namespace aug
