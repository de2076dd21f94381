#include "core/change/changes.h"

#include <algorithm>

#include "core/change/file_changes.h"
#include "core/change/kernel_changes.h"
#include "core/change/sysctl_changes.h"

namespace aug {

std::vector<Change> changes_between(const NumberedGeneration& current, const NumberedGeneration& target,
                                    const HostState& host) {
  std::vector<Change> changes;
  if (host.has_kernel) add_kernel_changes(changes, current.generation, target.generation, host);
  add_sysctl_changes(changes, current.generation, target.generation, host);
  add_file_changes(changes, current.generation, target.generation, host);
  if (target.number != current.number) {
    changes.push_back({SelectGeneration{target.number}, {SelectGeneration{current.number}}});
  }
  return changes;
}

bool touch_profile(const std::vector<Change>& changes, const std::string& profile) {
  return std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
    const auto* unload = std::get_if<UnloadProfile>(&change.step);
    if (unload != nullptr) return unload->name == profile;
    const auto* load = std::get_if<LoadProfiles>(&change.step);
    return load != nullptr && std::find(load->names.begin(), load->names.end(), profile) != load->names.end();
  });
}

}  // namespace aug
