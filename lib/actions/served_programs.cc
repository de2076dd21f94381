#include "actions/served_programs.h"

#include "core/plan/lints.h"
#include "system/program_search.h"

namespace aug {
namespace {

constexpr std::size_t most_of_others = 50;

}  // namespace

ServedPrograms served_programs(const Root& root, const PlannedBinary& binary) {
  if (!binary.glob) return {root.status(binary.path) ? std::vector{binary.path} : std::vector<std::string>{}};
  ServedPrograms served{programs_matching(root, binary.path)};
  if (allows_changes_by_others(binary.allowed) && served.paths.size() > most_of_others) {
    served.left_out = served.paths.size() - most_of_others;
    served.paths.resize(most_of_others);
  }
  return served;
}

}  // namespace aug
