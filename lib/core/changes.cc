#include "core/changes.h"

#include "core/file_changes.h"
#include "core/kernel_changes.h"

namespace aug {

std::vector<Change> changes_between(const NumberedGeneration& current, const NumberedGeneration& target,
                                    const HostState& host) {
  std::vector<Change> changes;
  if (host.has_kernel) add_kernel_changes(changes, current.generation, target.generation, host);
  add_file_changes(changes, current.generation, target.generation, host);
  if (target.number != current.number) {
    changes.push_back({SelectGeneration{target.number}, {SelectGeneration{current.number}}});
  }
  return changes;
}

}  // namespace aug
