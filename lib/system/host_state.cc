#include <algorithm>

#include "core/apparmor/compiled_policy.h"
#include "core/apparmor/our_files.h"
#include "core/text/failure.h"
#include "core/text/lists.h"
#include "system/host.h"
#include "system/sysctl.h"

namespace aug {
namespace {

/// Reads what there is of the things that two generations speak of.
class StateReader {
 public:
  StateReader(const Host& host, const Generation& current, const Generation& target)
      : host_(host), current_(current), target_(target) {
    state_.has_kernel = host.kernel.has_value();
  }

  HostState read() {
    read_files();
    read_sysctls();
    if (host_.kernel && host_.is_privileged()) read_kernel();
    return std::move(state_);
  }

 private:
  void read_files() {
    for (const Generation* generation : {&current_, &target_}) {
      for (const ProfileFile& file : generation->files) {
        read_file(path_of(file.name));
        for (const std::string& link : override_links_of(file.name)) read_file(link);
      }
      for (const std::string& path : generation->taken_over) read_file(disable_link_of(path));
      for (const TextFile& drop_in : generation->drop_ins) read_file(drop_in.path);
    }
  }

  /// Most files are of both generations.
  void read_file(const std::string& path) {
    if (!asked_.insert(path).second) return;
    if (auto there = host_.root.read_state(path)) state_.files[path] = std::move(*there);
  }

  void read_sysctls() {
    if (!host_.root.is_host()) return;
    for (const Generation* generation : {&current_, &target_}) {
      for (const PlannedSysctl& sysctl : generation->sysctls) {
        if (const auto value = sysctl_value(host_.root, sysctl.name)) state_.sysctls[sysctl.name] = *value;
      }
    }
  }

  void read_kernel() {
    std::set<std::string> wanted;
    for (const Generation* generation : {&current_, &target_}) {
      for (const CompiledProfile& profile : generation->compiled) wanted.insert(profile.name);
    }
    std::vector<OtherProfile> others;
    if (others_matter()) others = other_profiles(host_, current_);
    std::erase_if(others, [](const OtherProfile& other) { return !other.profile.space.empty(); });
    for (const OtherProfile& other : others) wanted.insert(full_name(other.profile));

    state_.loaded = host_.kernel->profiles_with_bytes(wanted);
    take_others(others);
  }

  /// Scanning all profiles is left out of the common case, in which nothing of ours goes and nothing of theirs counts.
  bool others_matter() const {
    const auto is_kept = [&](const CompiledProfile& profile) {
      return std::any_of(target_.compiled.begin(), target_.compiled.end(),
                         [&](const CompiledProfile& wanted) { return wanted.name == profile.name; });
    };
    const auto is_theirs = [](const PlannedBinary& binary) { return binary.state == BinaryState::granted_by_other; };
    return !current_.taken_over.empty() || !target_.taken_over.empty() ||
           !std::all_of(current_.compiled.begin(), current_.compiled.end(), is_kept) ||
           std::any_of(target_.binaries.begin(), target_.binaries.end(), is_theirs);
  }

  void take_others(const std::vector<OtherProfile>& others) {
    std::map<std::string, std::vector<std::string>> names;  // by file
    for (const OtherProfile& other : others) {
      const std::string name = full_name(other.profile);
      names[other.path].push_back(name);
      if (contains(target_.taken_over, other.path)) {
        state_.taken_over.push_back(name);
      } else {
        state_.others.insert(name);
        if (is_relied_on(other)) relied_on_.insert(other.path);
      }
    }
    for (const std::string& path : relied_on_) add_missing(path, names[path]);
  }

  /// It serves a binary, or is given back.
  bool is_relied_on(const OtherProfile& other) const {
    return contains(current_.taken_over, other.path) ||
           std::any_of(target_.binaries.begin(), target_.binaries.end(), [&](const PlannedBinary& binary) {
             return binary.state == BinaryState::granted_by_other && binary.by == other.profile.name;
           });
  }

  /// Not in the kernel, or ours is there under that name.
  bool is_missing(const std::string& name) const {
    const auto loaded = state_.loaded.find(name);
    if (loaded == state_.loaded.end()) return true;
    return std::any_of(current_.compiled.begin(), current_.compiled.end(), [&](const CompiledProfile& ours) {
      return ours.name == name && loaded->second.bytes.value_or(ours.bytes) == ours.bytes;
    });
  }

  void add_missing(const std::string& path, const std::vector<std::string>& names) {
    if (std::none_of(names.begin(), names.end(), [&](const std::string& name) { return is_missing(name); })) return;
    const auto text = host_.root.read(path);
    if (!text) return;
    for (CompiledProfile& profile : split_compiled(compile_other(host_.parser_setting(), path, *text))) {
      if (is_missing(profile.name)) state_.missing_others.push_back(std::move(profile));
    }
  }

  const Host& host_;
  const Generation& current_;
  const Generation& target_;
  std::set<std::string> asked_;      // files
  std::set<std::string> relied_on_;  // files
  HostState state_;
};

}  // namespace

HostState read_state(const Host& host, const Generation& current, const Generation& target) {
  return StateReader(host, current, target).read();
}

}  // namespace aug
