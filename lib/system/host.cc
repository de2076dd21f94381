#include "system/host.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "core/aare.h"
#include "core/failure.h"
#include "system/program_search.h"

namespace aug {
namespace {

constexpr const char* restriction_file = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";

std::optional<Kernel> kernel_of(const HostChoice& choice, const Root& root) {
  if (!choice.apparmorfs.empty()) return Kernel(choice.apparmorfs);
  return root.is_host() ? Kernel::find() : std::nullopt;
}

bool is_program(const Root& root, const std::string& path) {
  const auto status = root.status(path);
  return status && S_ISREG(status->st_mode) && (status->st_mode & 0111U) != 0;
}

PathFacts facts_of(const Root& root, const std::string& path, bool glob) {
  PathFacts facts;
  if (!glob) {
    facts.exists = root.status(path).has_value();
    facts.is_program = is_program(root, path);
    facts.real_path = root.real_path(path);
    facts.writable = changeable_by_others(root, facts.real_path);
    return facts;
  }
  facts.matches = programs_matching(root, path);
  facts.exists = facts.is_program = !facts.matches.empty();
  facts.writable = changeable_by_others(root, path);
  for (const std::string& match : facts.matches) {
    if (facts.writable.empty()) facts.writable = changeable_by_others(root, match);
  }
  return facts;
}

/// The bytes of one profile in the write that loaded it: a set holds several.
std::optional<std::string> bytes_of(const Kernel& kernel, const std::string& name) {
  const auto written = kernel.raw_data(name);
  if (!written) return std::nullopt;
  for (CompiledProfile& profile : split_compiled(*written)) {
    if (profile.name == name) return std::move(profile.bytes);
  }
  return std::nullopt;
}

/// Then the profile in the kernel is ours as well, even where the state folder was lost.
bool has_file_of_ours(const Root& root, const std::string& profile) {
  if (!flaw_in_profile_name(profile).empty()) return false;
  const auto file = root.read(path_of(profile));
  return file && file->starts_with(marker);
}

}  // namespace

Host::Host(const HostChoice& choice)
    : root(choice.root), kernel(kernel_of(choice, root)), parser(choice.parser), store(root) {}

bool Host::is_privileged() const {
  return ::geteuid() == 0;
}

void Host::require_permission() const {
  if (is_privileged() || !root.is_host()) return;
  throw Failure(ExitCode::unsupported, "cannot change profiles: only root may",
                "run this as root, for example with sudo");
}

ParserSetting Host::parser_setting() const {
  const char* abi = "/etc/apparmor.d/abi/4.0";
  ParserSetting setting{find_parser(parser), root.outside("/etc/apparmor.d"), ""};
  if (kernel) {
    setting.features = kernel->apparmorfs() + "/features";
  } else if (root.status(abi)) {
    setting.features = root.outside(abi);
  }
  return setting;
}

Restriction restriction_of(const Host& host) {
  const auto value = host.kernel ? host.root.read(restriction_file) : std::nullopt;
  if (!value) return Restriction::absent;
  return value->starts_with('0') ? Restriction::off : Restriction::on;
}

std::vector<std::string> programs_matching(const Root& root, const std::string& pattern) {
  std::vector<std::string> programs = root.matching(pattern);
  std::erase_if(programs, [&](const std::string& path) { return !is_program(root, path); });
  return programs;
}

std::string build_of(const Host& host, const std::vector<ProfileFile>& files) {
  std::string build = build_identity(host.parser_setting(), host.kernel ? host.kernel->features() : "");
  for (const ProfileFile& file : files) {
    const auto additions = host.root.read("/etc/apparmor.d/local/" + file.name);
    if (additions) build += fmt::format("local/{}:\n{}\n", file.name, *additions);
  }
  return build;
}

HostFacts gather_facts(const Host& host, const std::vector<Policy>& policies, const Generation& current) {
  HostFacts facts;
  facts.has_kernel = host.kernel.has_value();
  facts.restriction = restriction_of(host);
  for (const Policy& policy : policies) {
    for (const BinaryEntry& entry : policy.binaries) {
      for (const BinaryPath& path : entry.paths) facts.paths[path.text] = facts_of(host.root, path.text, entry.glob);
      for (const std::string& helper : entry.helpers) facts.paths[helper] = facts_of(host.root, helper, false);
    }
  }
  if (!host.kernel || !host.is_privileged()) return facts;
  std::set<std::string> ours;
  for (const CompiledProfile& profile : current.compiled) ours.insert(profile.name);
  for (const auto& [name, profile] : host.kernel->profiles()) {
    if (!ours.contains(name) && !has_file_of_ours(host.root, name)) facts.foreign[name] = profile.attachment;
  }
  return facts;
}

HostState read_state(const Host& host, const Generation& current, const Generation& target) {
  HostState state;
  state.has_kernel = host.kernel.has_value();
  for (const Generation* generation : {&current, &target}) {
    for (const ProfileFile& file : generation->files) {
      std::vector<std::string> paths = override_links_of(file.name);
      paths.push_back(path_of(file.name));
      for (const std::string& path : paths) {
        if (auto there = host.root.read_state(path)) state.files[path] = std::move(*there);
      }
    }
  }
  if (!host.kernel || !host.is_privileged()) return state;
  const auto loaded = host.kernel->profiles();
  for (const Generation* generation : {&current, &target}) {
    for (const CompiledProfile& profile : generation->compiled) {
      if (loaded.contains(profile.name)) state.loaded[profile.name] = {bytes_of(*host.kernel, profile.name)};
    }
  }
  return state;
}

}  // namespace aug
