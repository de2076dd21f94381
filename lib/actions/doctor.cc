#include "actions/doctor.h"

#include <utility>

#include "actions/doctor_applied.h"
#include "actions/doctor_binaries.h"
#include "actions/doctor_gaps.h"
#include "actions/doctor_host.h"
#include "actions/doctor_remedies.h"
#include "actions/doctor_running.h"
#include "actions/named_programs.h"
#include "core/apparmor/label.h"
#include "core/doctor/checks.h"
#include "core/host/bubblewrap.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/environment.h"
#include "system/read_attributes.h"

namespace aug {
namespace {

/// Who may not see what is loaded still sees what programs get.
std::set<std::string> names_in_kernel(const DoctorFacts& facts) {
  std::set<std::string> names;
  for (const auto& [name, profile] : facts.kernel.loaded.value_or(LoadedProfiles{})) names.insert(name);
  for (const BinaryFacts& binary : facts.binaries) names.insert(label_from(binary.trial.label).first());
  return names;
}

void read_attributes_of(BinaryFacts& binary, const ProfilesFacts& profiles, const Root& root) {
  std::vector<AttributeCondition> conditions;
  for (const ProfileFileFacts& file : profiles.files) {
    for (const ScannedProfile& profile : file.profiles) append(conditions, profile.conditions);
  }
  if (!conditions.empty()) binary.attributes = read_attributes(root, binary.real_path, conditions);
}

DoctorFacts facts_about(const Host& host, const std::vector<std::string>& programs, const Generation& current,
                        Gaps gaps) {
  DoctorFacts facts;
  facts.gaps = std::move(gaps);
  facts.is_root = host.is_privileged();
  facts.is_image = !host.root.is_host();
  facts.kernel = look_at_kernel(host, facts.gaps);
  facts.parser = look_at_parser(host);
  facts.sysctls = look_at_sysctls(host, current);
  facts.applied = look_at_applied(host, current, facts.gaps);
  facts.bwrap = installed_bwrap(host.root, bwrap_path);
  for (BinaryFacts& binary : look_at_binaries(host, programs, current)) {
    (binary.is_led_by_others ? facts.led_by_others : facts.binaries).push_back(std::move(binary));
  }
  // An image runs nothing, and nothing can be tried in it.
  if (!facts.is_image) {
    facts.environment = environment_of(host.kernel ? host.kernel->apparmorfs() : "");
    facts.baseline = try_baseline(facts.gaps);
    facts.binaries = tried(host, std::move(facts.binaries), facts.baseline);
  }
  facts.profiles = look_at_profiles(host, facts.parser, names_in_kernel(facts), facts.gaps);
  for (BinaryFacts& binary : facts.binaries) read_attributes_of(binary, facts.profiles, host.root);
  if (facts.is_image) return facts;
  facts.processes = look_at_processes(host, current, facts.gaps);
  facts.denials = look_at_logs(host, current, facts.gaps);
  return facts;
}

}  // namespace

Checks doctor(const Host& host, const std::vector<std::string>& programs) {
  Gaps gaps;
  const Generation current = what_is_applied(host, gaps);
  Checks checks = checks_on(facts_about(host, named_programs(host.root, programs), current, std::move(gaps)));
  checks = with_planned_remedies(host, current, std::move(checks));
  if (host.root.is_host()) return checks;
  for (Check& check : checks) check.remedy = in_image(check.remedy, host.root.path());
  return checks;
}

}  // namespace aug
