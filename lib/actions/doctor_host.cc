#include "actions/doctor_host.h"

#include <algorithm>
#include <utility>

#include "actions/doctor_gaps.h"
#include "core/apparmor/profile_file_names.h"
#include "core/plan/profile_text.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/bad_profiles.h"
#include "system/kernel_files.h"
#include "system/probe.h"
#include "system/profile_files.h"
#include "system/sysctl_settings.h"

namespace aug {
namespace {

std::string line_in(const std::string& path) {
  const std::string text = read_kernel_file(path).value_or("");
  return text.substr(0, text.find('\n'));
}

std::string policy_that_sets(const std::string& name, const Generation& current) {
  const auto found = std::find_if(current.sysctls.begin(), current.sysctls.end(),
                                  [&](const PlannedSysctl& sysctl) { return sysctl.name == name; });
  return found == current.sysctls.end() ? "" : found->policy;
}

}  // namespace

KernelFacts look_at_kernel(const Host& host, Gaps& gaps) {
  KernelFacts facts;
  facts.has_apparmor = host.kernel.has_value();
  facts.release = line_in("/proc/sys/kernel/osrelease");
  facts.command_line = line_in("/proc/cmdline");
  facts.threads_max = line_in("/proc/sys/kernel/threads-max");
  if (!host.kernel) return facts;
  facts.mediates_userns = host.kernel->mediates_userns();
  facts.rules = attachment_rules_of(host, true);
  if (host.is_privileged()) facts.loaded = look_or_tell(gaps, [&] { return std::optional(host.kernel->profiles()); });
  return facts;
}

std::vector<SysctlFacts> look_at_sysctls(const Host& host, const Generation& current) {
  std::vector<SysctlFacts> settings = sysctl_settings(host.root);
  for (SysctlFacts& setting : settings) setting.policy = policy_that_sets(setting.name, current);
  return settings;
}

ParserFacts look_at_parser(const Host& host) {
  ParserFacts facts;
  for (const std::string& name : host.root.names_in(aug::format("{}/abi", profile_folder))) {
    if (!is_ignored_profile_file(name)) facts.abi.push_back(name);
  }
  attempt(
      [&] {
        const ParserSetting setting = host.parser_setting();
        facts.path = setting.program;
        if (const auto flaw = parser_flaw(setting)) facts.flaw = flaw->message;
      },
      [&](const Failure& failure) { facts.flaw = failure.what(); });
  return facts;
}

ProfilesFacts look_at_profiles(const Host& host, const ParserFacts& parser, std::set<std::string> loaded, Gaps& gaps) {
  ProfilesFacts facts;
  std::vector<std::string> paths;
  ScannedFiles scanned = read_profile_files(host.root);
  add_files_below(scanned, host.root, std::move(loaded));
  facts.has_unread = has_errors(scanned.diagnoses);
  for (ScannedFile& file : scanned.files) {
    if (!file.is_disabled) paths.push_back(file.path);
    facts.files.push_back({file.path, file.is_ours, file.is_disabled, file.forces_complain, std::move(file.profiles)});
  }
  facts.bad_files = broken_links(host.root);
  if (!parser.flaw.empty()) return facts;
  const auto unreadable =
      look_or_tell(gaps, [&] { return unreadable_profiles(host.root, host.parser_setting(), paths); });
  append(facts.bad_files, unreadable);
  return facts;
}

std::optional<NamespaceUse> try_baseline(Gaps& gaps) {
  const auto use = look_or_tell(gaps, [] { return std::optional(use_namespace("")); });
  if (!use || use->reached >= NamespaceUse::Stage::load) return use;
  // What keeps us from trying says nothing about namespaces.
  gaps.push_back(describe(*use));
  return std::nullopt;
}

}  // namespace aug
