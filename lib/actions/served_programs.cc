#include "actions/served_programs.h"

#include "core/plan/lints.h"
#include "core/policy/template_traits.h"
#include "system/attempt.h"
#include "system/program_search.h"

namespace aug {
namespace {

constexpr std::size_t most_of_others = 50;

/// Whether it says anything of the binary what its programs get.
bool counts(const PlannedBinary& binary) {
  if (binary.state == BinaryState::granted_by_other) return true;
  return binary.state != BinaryState::not_needed && binary.in_profile;
}

}  // namespace

bool is_left_out(const PlannedBinary& binary) {
  return !binary.in_profile && !binary.detail.empty();
}

ServedPrograms served_programs(const Root& root, const PlannedBinary& binary) {
  if (!binary.glob) {
    const FoundPath found = find_path(root, binary.path);
    if (found.is_chosen_by_others) return {{}, 0, true};
    return {found.file ? std::vector{binary.path} : std::vector<std::string>{}};
  }
  ServedPrograms served{programs_matching(root, binary.path)};
  if (allows_changes_by_others(binary.allowed) && served.paths.size() > most_of_others) {
    served.left_out = served.paths.size() - most_of_others;
    served.paths.resize(most_of_others);
  }
  return served;
}

ProgramsToTry programs_to_try(const Host& host, const std::vector<PlannedBinary>& binaries) {
  ProgramsToTry programs;
  if (!host.kernel) return programs;
  for (const PlannedBinary& binary : binaries) {
    if (!counts(binary)) continue;
    const bool is_bubblewrap = traits_of(binary.template_name).has_child;
    for (const std::string& program : attempt([&] { return served_programs(host.root, binary).paths; })) {
      programs[program] = programs[program] || is_bubblewrap;
    }
  }
  return programs;
}

}  // namespace aug
