#include "actions/pattern_reach.h"

#include <vector>

#include "core/apparmor/aare.h"
#include "core/apparmor/attachment.h"
#include "core/apparmor/label.h"
#include "core/apparmor/near_misses.h"
#include "core/text/failure.h"
#include "system/probe.h"

namespace aug {

std::string taken_beyond_pattern(const PlannedBinary& binary, const Generation& generation) {
  std::vector<std::string> misses = near_misses_of(binary.path);
  for (const PlannedBinary& other : generation.binaries) {
    if (other.profile != binary.profile) continue;
    const Attachment attachment(other.glob ? other.path : literal_pattern(other.real_path));
    std::erase_if(misses, [&](const std::string& path) { return attachment.matches(path); });
  }
  if (misses.empty()) return "";
  const std::vector<ExecLabel> labels = labels_if_there(misses);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (!labels[i].failure.empty()) throw Failure(ExitCode::failed, "not-tried"_id, labels[i].failure);
    if (label_from(labels[i].label).first() == binary.profile) return misses[i];
  }
  return "";
}

}  // namespace aug
