#include "actions/served_programs.h"

#include "core/plan/lints.h"
#include "system/program_search.h"

namespace aug {
namespace {

constexpr std::size_t most_of_others = 50;

}  // namespace

bool is_told_by_programs(const PlannedBinary& binary) {
  if (binary.state == BinaryState::granted_by_other) return true;
  return binary.state != BinaryState::not_needed && binary.in_profile;
}

bool is_left_out(const PlannedBinary& binary) {
  return !binary.in_profile && !binary.detail.empty();
}

ServedPrograms served_programs(const Root& root, const PlannedBinary& binary) {
  if (!binary.glob) {
    const FoundPath found = find_path(root, binary.path);
    if (found.is_chosen_by_others) return {{}, 0, true};
    if (!found.file) return {};
    return {{binary.path}, 0, false, found.real_path};
  }
  ServedPrograms served{programs_matching(root, binary.path)};
  if (allows_changes_by_others(binary.allowed) && served.paths.size() > most_of_others) {
    served.left_out = served.paths.size() - most_of_others;
    served.paths.resize(most_of_others);
  }
  return served;
}

}  // namespace aug
