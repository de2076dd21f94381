#include "actions/doctor.h"

#include <algorithm>

#include "actions/doctor_applied.h"
#include "actions/doctor_binaries.h"
#include "actions/doctor_running.h"
#include "core/apparmor/our_files.h"
#include "core/apparmor/profile_file_names.h"
#include "core/plan/profile_text.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"
#include "system/bad_profiles.h"
#include "system/environment.h"
#include "system/kernel_files.h"
#include "system/probe.h"
#include "system/profile_files.h"
#include "system/sysctl_settings.h"

namespace aug {
namespace {

constexpr const char* bwrap_path = "/usr/bin/bwrap";

std::string policy_that_sets(const std::string& name, const Generation& current) {
  const auto found = std::find_if(current.sysctls.begin(), current.sysctls.end(),
                                  [&](const PlannedSysctl& sysctl) { return sysctl.name == name; });
  return found == current.sysctls.end() ? "" : found->policy;
}

std::string line_in(const std::string& path) {
  const std::string text = read_kernel_file(path).value_or("");
  return text.substr(0, text.find('\n'));
}

/// What cannot be found out shall not hide the rest.
template <typename Look>
void look_or_tell(DoctorFacts& facts, Look look) {
  attempt(look, [&](const Failure& failure) { facts.gaps.emplace_back(failure.what()); });
}

void look_at_loaded(const Host& host, DoctorFacts& facts) {
  facts.loaded = host.kernel->profiles();
}

void look_at_kernel(const Host& host, DoctorFacts& facts) {
  facts.has_apparmor = host.kernel.has_value();
  facts.kernel_release = line_in("/proc/sys/kernel/osrelease");
  facts.command_line = line_in("/proc/cmdline");
  facts.threads_max = line_in("/proc/sys/kernel/threads-max");
  if (!host.kernel) return;
  facts.mediates_userns = host.kernel->mediates_userns();
  facts.rules.encodes_differences = host.kernel->features().find("policy/diff-encode") != std::string::npos;
  if (host.is_privileged()) look_or_tell(facts, [&] { look_at_loaded(host, facts); });
}

void look_at_parser(const Host& host, DoctorFacts& facts) {
  for (const std::string& name : host.root.names_in(aug::format("{}/abi", profile_folder))) {
    if (!is_ignored_profile_file(name)) facts.abi.push_back(name);
  }
  attempt(
      [&] {
        const ParserSetting setting = host.parser_setting();
        facts.parser = setting.program;
        if (const auto flaw = parser_flaw(setting)) facts.parser_flaw = flaw->message;
      },
      [&](const Failure& failure) { facts.parser_flaw = failure.what(); });
}

void look_at_files(const Host& host, DoctorFacts& facts) {
  std::vector<std::string> paths;
  for (ScannedFile& file : read_profile_files(host.root).files) {
    const auto text = has_name_of_ours(file.path) ? host.root.read(file.path) : std::nullopt;
    const bool is_our_file = text && is_ours(*text);
    if (!file.is_disabled) paths.push_back(file.path);
    facts.files.push_back({file.path, is_our_file, file.is_disabled, file.forces_complain, std::move(file.profiles)});
  }
  facts.bad_files = broken_links(host.root);
  // A parser that does not know the rules would refuse good files.
  if (!facts.parser_flaw.empty()) return;
  look_or_tell(facts, [&] {
    for (BadFile& file : unreadable_profiles(host.parser_setting(), host.root, paths)) {
      facts.bad_files.push_back(std::move(file));
    }
  });
}

/// What keeps us from trying says nothing about namespaces.
void try_baseline(DoctorFacts& facts) {
  facts.baseline = use_namespace("");
  if (facts.baseline->reached >= NamespaceUse::Stage::create) return;
  facts.gaps.push_back(describe(*facts.baseline));
  facts.baseline.reset();
}

}  // namespace

DoctorFacts gather_doctor_facts(const Host& host, const std::vector<std::string>& programs) {
  for (const std::string& program : programs) {
    if (program.starts_with('/')) continue;
    throw Failure(ExitCode::usage, aug::format("cannot look at '{}': it is no absolute path", program),
                  aug::format("use what 'readlink -f \"$(command -v {})\"' prints", program));
  }
  DoctorFacts facts;
  facts.is_root = host.is_privileged();
  facts.is_image = !host.root.is_host();
  look_at_kernel(host, facts);
  facts.sysctls = sysctl_settings(host.root);
  look_at_parser(host, facts);
  look_at_files(host, facts);
  Generation current;
  if (host.may_read_state()) look_or_tell(facts, [&] { current = host.store.current().generation; });
  for (SysctlFacts& setting : facts.sysctls) setting.policy = policy_that_sets(setting.name, current);
  facts.binaries = binaries_to_check(host, programs, current);
  look_or_tell(facts, [&] { facts.drifted = drift_of(host, current); });
  facts.helpers = helpers_of(current);
  facts.bwrap = installed_bwrap(host.root, bwrap_path);
  if (facts.is_image) return facts;
  facts.environment = environment_of(host.kernel ? host.kernel->apparmorfs() : "");
  look_or_tell(facts, [&] { try_baseline(facts); });
  try_binaries(host, facts);
  look_at_processes(host, current, facts);
  look_at_logs(host, facts);
  return facts;
}

}  // namespace aug
