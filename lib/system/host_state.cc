#include <algorithm>

#include "core/apparmor/compiled_policy.h"
#include "core/apparmor/local_block.h"
#include "core/apparmor/our_files.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/paths.h"
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
      for (const LocalBlock& block : generation->blocks) read_file(block.path);
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
      for (const CompiledProfile& profile : generation->extended_compiled) wanted.insert(profile.name);
    }
    std::vector<OtherProfile> others;
    if (others_matter()) others = other_profiles(host_, current_);
    std::erase_if(others, [](const OtherProfile& other) { return !other.profile.space.empty(); });
    for (const OtherProfile& other : others) wanted.insert(full_name(other.profile));

    state_.loaded = host_.kernel->profiles_with_bytes(wanted);
    take_others(others);
    for (const ExtendedFile& file : current_.extended) {
      if (std::ranges::find(target_.extended, file.path, &ExtendedFile::path) == target_.extended.end())
        give_back(file);
    }
  }

  /// The text of a profile file that includes no block of ours.
  std::string without_our_blocks(std::string text) const {
    for (const LocalBlock& block : current_.blocks) {
      const auto there = state_.files.find(block.path);
      if (there == state_.files.end()) continue;
      const auto left = with_block(there->second.content, "");
      if (!left) continue;  // the change of the file refuses that, and says why
      const auto without = with_local_texts(text, {{block.path, *left}});
      if (!without && text.find(last_part_of(block.path) + '>') != std::string::npos) {
        throw Failure(
            ExitCode::conflict, "block-not-removable"_id,
            aug::format("cannot take our lines out of {}: it is not included once in a line of its own", block.path),
            "take them out by hand, and load the profile anew");
      }
      if (without) text = *without;
    }
    return text;
  }

  /// As its file has it without our blocks, unless it was switched off or removed meanwhile.
  void give_back(const ExtendedFile& file) {
    const auto text = host_.root.read(file.path);
    if (!text || host_.root.status(disable_link_of(file.path))) return;
    const std::string source = without_our_blocks(*text);
    for (CompiledProfile& profile : split_compiled(compile_other(host_.parser_setting(), file.path, source))) {
      const auto loaded = state_.loaded.find(profile.name);
      const bool is_as_it_was = loaded != state_.loaded.end() && loaded->second.bytes == profile.bytes;
      if (!is_as_it_was) state_.missing_others.push_back(std::move(profile));
    }
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
