#include "core/change/sysctl_changes.h"

#include <algorithm>
#include <set>
#include <string>

namespace aug {
namespace {

class SysctlChanges {
 public:
  SysctlChanges(std::vector<Change>& changes, const HostState& host) : changes_(changes), host_(host) {}

  /// Each name once: policies that share a setting agree on it.
  void set(const std::string& name, const std::string& value) {
    const auto there = host_.sysctls.find(name);
    if (there == host_.sysctls.end() || value.empty() || !seen_.insert(name).second || there->second == value) return;
    changes_.push_back({SetSysctl{name, value}, {SetSysctl{name, there->second}}});
  }

  bool has(const PlannedSysctl& sysctl) const {
    const auto there = host_.sysctls.find(sysctl.name);
    return there != host_.sysctls.end() && there->second == sysctl.value;
  }

 private:
  std::vector<Change>& changes_;
  const HostState& host_;
  std::set<std::string> seen_;
};

bool contains(const std::vector<PlannedSysctl>& list, const std::string& name) {
  return std::any_of(list.begin(), list.end(), [&](const PlannedSysctl& sysctl) { return sysctl.name == name; });
}

}  // namespace

void add_sysctl_changes(std::vector<Change>& changes, const Generation& current, const Generation& target,
                        const HostState& host) {
  SysctlChanges sysctls(changes, host);
  for (const PlannedSysctl& sysctl : target.sysctls) {
    if (!sysctl.is_skipped) sysctls.set(sysctl.name, sysctl.value);
  }
  for (const PlannedSysctl& sysctl : current.sysctls) {
    if (!contains(target.sysctls, sysctl.name) && sysctls.has(sysctl)) sysctls.set(sysctl.name, sysctl.before);
  }
}

}  // namespace aug
