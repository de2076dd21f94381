#include "core/findings/finding.h"

#include <algorithm>
#include <array>

namespace aug {

std::span<const FindingGroup> finding_groups() {
  static const std::string_view all = "aa-userns-gen";
  static const std::string_view doctor = "aa-userns-gen doctor";
  static const std::array groups = {
      FindingGroup{"The command line", all, findings_on_usage()},
      FindingGroup{"The text of a policy", all, findings_on_policy_text()},
      FindingGroup{"The entries of a policy", all, findings_on_entries()},
      FindingGroup{"What speaks against a grant", all, findings_on_grants()},
      FindingGroup{"Policies against each other and the host", all, findings_on_plans()},
      FindingGroup{"Profiles and the parser", all, findings_on_profiles()},
      FindingGroup{"What the host can", all, findings_on_host()},
      FindingGroup{"Files", all, findings_on_files()},
      FindingGroup{"Changes", all, findings_on_changes()},
      FindingGroup{"What is applied", all, findings_on_state()},
      FindingGroup{"Services and processes", all, findings_on_services()},
      FindingGroup{"Logs", all, findings_on_logs()},
      FindingGroup{"Checks of the host", doctor, checks_of_host()},
      FindingGroup{"Checks of kernel settings", doctor, checks_of_settings()},
      FindingGroup{"Checks of programs", doctor, checks_of_programs()},
      FindingGroup{"Checks of profiles", doctor, checks_of_profiles()},
      FindingGroup{"Checks of processes and logs", doctor, checks_of_processes()},
  };
  return groups;
}

const FindingGroup* group_of(std::string_view id) {
  const auto has_it = [&](const FindingGroup& group) {
    return std::ranges::find(group.findings, id, &Finding::id) != group.findings.end();
  };
  const auto found = std::ranges::find_if(finding_groups(), has_it);
  return found == finding_groups().end() ? nullptr : &*found;
}

const Finding* finding_called(std::string_view id) {
  const FindingGroup* group = group_of(id);
  return group == nullptr ? nullptr : &*std::ranges::find(group->findings, id, &Finding::id);
}

}  // namespace aug
