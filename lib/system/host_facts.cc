
#include <algorithm>
#include <optional>

#include "core/apparmor/aare.h"
#include "core/apparmor/compiled_policy.h"
#include "core/apparmor/label.h"
#include "core/apparmor/our_files.h"
#include "core/apparmor/told_attachment.h"
#include "core/policy/helper_path.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/attempt.h"
#include "system/host.h"
#include "system/path_facts.h"
#include "system/probe.h"
#include "system/profile_files.h"
#include "system/program_search.h"
#include "system/read_attributes.h"
#include "system/services.h"
#include "system/sysctl_settings.h"
#include "system/systemd.h"
#include "system/unit_managers.h"

namespace aug {
namespace {

/// As they would be without our file.
std::map<std::string, SysctlFacts> sysctls_of(const Root& root) {
  std::map<std::string, SysctlFacts> found;
  for (SysctlFacts& sysctl : sysctl_settings(root, OurFiles::leave_out)) found.emplace(sysctl.name, std::move(sysctl));
  return found;
}

/// As a manager to come reads them, and those that run; a user may have files of one's own.
std::vector<std::vector<TextFile>> files_of_unit(const Root& root, const UnitSetting& setting,
                                                 const std::vector<std::string>& users, Gaps& gaps) {
  std::vector<std::vector<TextFile>> found{files_of_user_unit(root, setting.unit, "", &gaps)};
  for (const std::string& uid : users) found.push_back(files_of_user_unit(root, setting.unit, uid, &gaps));
  const std::string ours = drop_in_path(setting.scope, setting.unit);
  for (auto& files : found) {
    std::erase_if(files, [&](const TextFile& file) { return file.path == ours; });
  }
  return found;
}

void look_at_units(HostFacts& facts, const Host& host, const std::vector<UnitSetting>& units) {
  if (units.empty()) return;
  facts.has_systemd = has_systemd(host.root);
  std::vector<std::string> users;
  attempt(
      [&] {
        if (host.is_privileged()) users = running_user_managers(host.root);
      },
      [&](const Failure& failure) {
        facts.unread.push_back({"host-unread"_id,
                                Severity::warning,
                                {},
                                aug::format("cannot list users' managers: {}", failure.what()),
                                ""});
      });
  Gaps gaps;
  for (const UnitSetting& unit : units) {
    if (unit.scope == UnitScope::user) facts.user_units[unit.unit] = files_of_unit(host.root, unit, users, gaps);
  }
  for (const std::string& gap : gaps) facts.unread.push_back({"host-unread"_id, Severity::warning, {}, gap, ""});
}

/// Then the profile in the kernel is ours as well, even where the state folder was lost.
bool has_file_of_ours(const Root& root, const std::string& profile) {
  if (!flaw_in_profile_name(profile).empty()) return false;
  const auto file = root.read(path_of(profile));
  return file && is_ours(*file);
}

/// The names of profiles in the kernel that are not ours.
std::set<std::string> foreign_profiles(const Host& host, const Generation& current) {
  if (!host.kernel || !host.is_privileged()) return {};
  std::set<std::string> foreign = host.kernel->profile_names();
  for (const CompiledProfile& ours : current.compiled) foreign.erase(ours.name);
  std::erase_if(foreign, [&](const std::string& name) { return has_file_of_ours(host.root, name); });
  return foreign;
}

/// Whether a profile that no file tells of may attach to a program. Where it does is in the kernel alone.
bool has_unknown_attachment(const LoadedProfiles& loaded, const std::set<std::string>& unknown) {
  return std::ranges::any_of(unknown, [&](const std::string& name) {
    const auto found = loaded.find(name);
    return found != loaded.end() && found->second.may_attach;
  });
}

/// Those in the kernel of which no file tells.
std::set<std::string> unknown_profiles(const HostFacts& facts) {
  std::set<std::string> unknown = facts.foreign;
  for (const OtherProfile& other : facts.others) unknown.erase(full_name(other.profile));
  return unknown;
}

/// Whether the grant that it has now says enough.
bool is_served(const Generation& current, const std::string& path) {
  return std::any_of(current.binaries.begin(), current.binaries.end(), [&](const PlannedBinary& binary) {
    return binary.path == path && binary.in_profile && binary.state == BinaryState::granted;
  });
}

void ask_for_labels(HostFacts& facts, const LoadedProfiles& loaded, const Generation& current) {
  std::map<std::string, bool> programs;  // and whether only root can change them
  for (const auto& [path, found] : facts.paths) {
    if (is_served(current, path)) continue;
    auto matches = found.matches;
    if (matches.empty() && found.is_program) matches.push_back(found.real_path);
    for (const std::string& program : matches) programs[program] = programs[program] || found.writable.empty();
  }
  std::vector<std::string> asked;
  for (const auto& [program, is_roots] : programs) asked.push_back(program);
  const std::vector<ExecLabel> labels = labels_at_exec(asked);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::string label = labels[i].failure.empty() ? label_from(labels[i].label).first() : "";
    // Who can change it may have exchanged it for another meanwhile, and chooses no profile by that.
    const bool is_its_own = programs[asked[i]] || is_told_to_attach(loaded, label, asked[i]);
    if (labels[i].failure.empty() && is_its_own) facts.labels[asked[i]] = label;
    // Who can change it may have made it what cannot be started. Then it tells nothing of what others have; whether it
    // gets its grant is asked again after the change.
    if (!labels[i].failure.empty() && programs[asked[i]])
      throw Failure(ExitCode::failed, "not-tried"_id, labels[i].failure);
  }
}

void look_at_attributes(HostFacts& facts, const Root& root) {
  std::vector<AttributeCondition> conditions;
  for (const OtherProfile& other : facts.others) append(conditions, other.profile.conditions);
  if (conditions.empty()) return;
  for (const auto& [path, found] : facts.paths) {
    auto programs = found.matches;
    if (found.is_program) programs.push_back(found.real_path);
    for (const std::string& program : programs) {
      facts.attributes[program] = read_attributes(root, program, conditions);
    }
  }
}

/// Whether one of the programs is claimed by a profile that is named by its path: parsers differ in what comes of that.
bool depends_on_parser(const HostFacts& facts) {
  std::set<std::string> programs;
  for (const auto& [path, found] : facts.paths) {
    programs.insert({path, found.real_path});
    programs.insert(found.matches.begin(), found.matches.end());
  }
  return std::any_of(facts.others.begin(), facts.others.end(), [&](const OtherProfile& other) {
    return other.profile.named_by_path && programs.contains(other.profile.name);
  });
}

}  // namespace

AttachmentRules attachment_rules_of(const Host& host, bool asks_parser) {
  AttachmentRules rules;
  if (host.kernel) rules.encodes_differences = host.kernel->features().find("policy/diff-encode") != std::string::npos;
  if (!asks_parser) return rules;
  // Who has no parser loads no profiles anew; those that are loaded came from one as new as any.
  attempt([&] { rules.parser_generation = generation_of(host.parser_setting()); }, [](const Failure&) {});
  return rules;
}

HostFacts kernel_facts(const Host& host) {
  HostFacts facts;
  facts.has_kernel = host.kernel.has_value();
  facts.restriction = restriction_of(host);
  return facts;
}

namespace {

bool has_helper_pattern(const Policy& policy) {
  return std::ranges::any_of(
      policy.binaries, [](const BinaryEntry& entry) { return std::ranges::any_of(entry.helpers, is_helper_pattern); });
}

/// Without a parser, nothing is compiled, and that is said elsewhere.
std::string parser_without_priority(const Host& host) {
  return attempt([&] {
    const ParserSetting setting = host.parser_setting();
    return knows_priority(setting) ? std::string() : setting.program;
  });
}

}  // namespace

HostFacts gather_facts(const Host& host, const std::vector<Policy>& policies) {
  HostFacts facts = kernel_facts(host);
  facts.is_running = host.root.is_host();
  if (!facts.is_running) facts.tree = host.root.path();
  for (const Policy& policy : policies) {
    if (!policy.sysctls.empty()) facts.sysctls = sysctls_of(host.root);
    look_at_units(facts, host, policy.units);
  }
  facts.paths = facts_of_paths(host.root, policies);
  if (std::ranges::any_of(policies, has_helper_pattern)) facts.parser_without_priority = parser_without_priority(host);
  return facts;
}

std::vector<OtherProfile> other_profiles(const Host& host, const Generation& current, Diagnoses* unread) {
  std::vector<OtherProfile> others;
  const bool pinned_userns = default_abi_has_userns(host.root);
  if (!host.root.is_folder(profile_folder)) return others;
  ScannedFiles scanned = read_profile_files(host.root);
  const bool sees_kernel = host.kernel && host.is_privileged();
  add_files_below(scanned, host.root, sees_kernel ? host.kernel->profile_names() : std::set<std::string>{},
                  current.taken_over);
  std::set<std::string> ours;
  for (const ScannedFile& file : scanned.files) {
    if (file.is_ours) ours.insert(file.path);
  }
  for (Diagnosis& diagnosis : scanned.diagnoses) {
    if (unread == nullptr || ours.contains(diagnosis.location.file)) continue;
    unread->push_back({diagnosis.id, Severity::warning, diagnosis.location, std::move(diagnosis.message),
                       "what this file claims is not taken into account"});
  }
  for (ScannedFile& file : scanned.files) {
    if (file.is_ours || (file.is_disabled && !contains(current.taken_over, file.path))) continue;
    for (ScannedProfile& profile : file.profiles) {
      others.push_back({std::move(profile), file.path, file.forces_complain, pinned_userns});
    }
  }
  return others;
}

void look_at_others(HostFacts& facts, const Host& host, const Generation& current) {
  facts.others = other_profiles(host, current, &facts.unread);
  look_at_attributes(facts, host.root);
  if (!host.kernel) return;
  facts.rules = attachment_rules_of(host, depends_on_parser(facts));
  facts.foreign = foreign_profiles(host, current);
  // Asking costs processes, so it is asked only where the answer may be a profile that no file tells of.
  const std::set<std::string> unknown = unknown_profiles(facts);
  if (!host.root.is_host() || unknown.empty()) return;  // as on most hosts, of which some have thousands of profiles
  const LoadedProfiles loaded = host.kernel->profiles();
  if (has_unknown_attachment(loaded, unknown)) ask_for_labels(facts, loaded, current);
}

}  // namespace aug
