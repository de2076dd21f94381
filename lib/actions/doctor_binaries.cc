#include "actions/doctor_binaries.h"

#include <algorithm>

#include "actions/named_programs.h"
#include "actions/served_programs.h"
#include "actions/try_programs.h"
#include "core/host/bubblewrap.h"
#include "core/host/interpreters.h"
#include "core/host/script_arguments.h"
#include "core/host/wrapper_script.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// As far as a link of root's leads; of one of others it is only told.
std::string where_nothing_is(const Root& root, const std::string& path, const FoundPath& found) {
  return found.changeable.empty() || found.is_chosen_by_others ? root.real_path(path) : path;
}

BinaryFacts facts_about(const Host& host, const std::string& asked, const std::string& policy, bool is_asked) {
  BinaryFacts facts;
  // What a policy names gets its profile as it is.
  const std::string path = is_asked ? program_behind(host.root, asked) : asked;
  facts.path = path;
  if (path != asked) facts.started_by = asked;
  facts.is_asked = is_asked;
  facts.policy = policy;
  // One look for where it leads to and for who chose that.
  const FoundPath found = find_path(host.root, path);
  facts.is_led_by_others = found.is_chosen_by_others;
  facts.changeable = found.changeable;
  facts.real_path = found.file ? found.real_path : where_nothing_is(host.root, path, found);
  if (facts.is_led_by_others) return facts;
  facts.is_program = is_program(host.root, facts.real_path);  // what has no name of its own can be given no profile
  // bubblewrap gives the bit up: checks_on_bwrap.
  facts.is_setuid = facts.is_program && !is_bubblewrap(facts.real_path) && is_setuid_root(host.root, facts.real_path);
  facts.is_shell_script = is_asked && facts.is_program && is_of_shell(script_at(host.root, facts.real_path));
  facts.never = what_runs_anything(facts.real_path).what;
  if (facts.never.empty()) facts.never = what_runs_anything(path).what;
  if (facts.never.empty() && facts.is_shell_script && runs_its_arguments(script_at(host.root, facts.real_path))) {
    facts.never = "a script that runs its arguments";
    facts.is_shell_script = false;  // it is known what it starts: anything
  }
  return facts;
}

/// A link of others keeps nobody else's program from being looked at.
bool has(const std::vector<BinaryFacts>& binaries, const BinaryFacts& one) {
  return std::any_of(binaries.begin(), binaries.end(), [&](const BinaryFacts& known) {
    return known.real_path == one.real_path && known.is_led_by_others == one.is_led_by_others;
  });
}

void add(std::vector<BinaryFacts>& binaries, BinaryFacts facts) {
  if (!has(binaries, facts)) binaries.push_back(std::move(facts));
}

}  // namespace

std::vector<BinaryFacts> look_at_binaries(const Host& host, const std::vector<std::string>& asked,
                                          const Generation& current) {
  std::vector<BinaryFacts> binaries;
  for (const std::string& path : asked) add(binaries, facts_about(host, path, "", true));
  if (!asked.empty()) return binaries;
  for (const PlannedBinary& binary : current.binaries) {
    if (is_left_out(binary)) continue;  // which is told as drift
    const auto programs = binary.glob ? served_programs(host.root, binary).paths : std::vector{binary.path};
    for (const std::string& program : programs) add(binaries, facts_about(host, program, binary.policy, false));
  }
  if (is_program(host.root, bwrap_path)) add(binaries, facts_about(host, bwrap_path, "", false));
  return binaries;
}

std::vector<BinaryFacts> tried(const Host& host, std::vector<BinaryFacts> binaries,
                               const std::optional<NamespaceUse>& baseline) {
  host.doing("trying the programs");
  ProgramsToTry programs;
  for (const BinaryFacts& binary : binaries) {
    if (binary.is_program && host.kernel) programs[binary.real_path] = is_bubblewrap(binary.real_path);
  }
  ProgramTrials trials = try_programs(host, programs, Depth::prove);
  for (BinaryFacts& binary : binaries) {
    if (!binary.is_program) continue;
    if (host.kernel) {
      binary.trial = std::move(trials[binary.real_path]);
    } else {
      binary.trial.use = baseline;
      if (is_bubblewrap(binary.real_path)) run_bubblewrap(binary.real_path, binary.trial);
    }
  }
  return binaries;
}

}  // namespace aug
