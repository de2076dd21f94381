#include "core/doctor/checks.h"

#include <algorithm>

#include "core/host/sysctl_names.h"
#include "core/text/lists.h"

namespace aug {

std::string value_now(const DoctorFacts& facts, std::string_view name) {
  for (const SysctlFacts& setting : facts.sysctls) {
    if (setting.name == name) return setting.now.value_or("");
  }
  return "";
}

bool can_restrict(const DoctorFacts& facts) {
  return facts.kernel.has_apparmor && !value_now(facts, sysctl_name::restriction).empty();
}

bool is_restricted(const DoctorFacts& facts) {
  return can_restrict(facts) && value_now(facts, sysctl_name::restriction) != "0";
}

Checks checks_on(const DoctorFacts& facts) {
  Checks checks;
  append(checks, checks_on_kernel(facts));
  append(checks, checks_on_environment(facts));
  append(checks, checks_on_sysctls(facts));
  append(checks, checks_on_bad_files(facts));
  append(checks, checks_on_namespaces(facts));
  append(checks, checks_on_parser(facts));
  append(checks, checks_on_units(facts));
  append(checks, checks_on_bwrap(facts));
  append(checks, checks_on_binaries(facts));
  append(checks, checks_on_applied(facts));
  append(checks, checks_on_profile_files(facts));
  append(checks, checks_on_processes(facts));
  append(checks, checks_on_log(facts));
  return worst_first(std::move(checks));
}

}  // namespace aug
