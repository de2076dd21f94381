#include "actions/sandbox_facts.h"

#include <algorithm>

#include "actions/known_policies.h"
#include "core/apparmor/label.h"
#include "core/apparmor/profile_family.h"
#include "core/host/bubblewrap.h"
#include "core/policy/helper_path.h"
#include "core/text/paths.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// A thread's name has at most 15 bytes.
constexpr std::size_t longest_comm = 15;

/// The bubblewrap whose sandbox has this label; "" where that cannot be told.
std::string bubblewrap_of(const Generation& current, const std::string& label) {
  const Label stack = label_from(label);
  for (const std::string& name : stack.profiles) {
    if (!is_child(name)) continue;
    const std::string profile = without_child_prefix(name);
    const auto ours = std::ranges::find(current.binaries, profile, &PlannedBinary::profile);
    if (ours != current.binaries.end()) return ours->glob ? "" : ours->path;
    return profile == "bwrap" ? bwrap_path : "";
  }
  return "";
}

/// By its path where that is proved, by its name otherwise: whatever has that name, the policy names what is there.
bool is_meant(const std::string& helper, const AuditRecord& record, const ProgramFacts& program) {
  using Source = ProgramFacts::Source;
  if (program.source == Source::record || program.source == Source::process) return helper == program.path;
  return last_part_of(helper).substr(0, longest_comm) == record.comm;
}

}  // namespace

void NamedHelpers::read() {
  is_read_ = true;
  for (const PlannedBinary& binary : current_.binaries) {
    for (const PlannedHelper& helper : binary.helpers) add(binary.policy, helper.path, true);
  }
  for (const KnownPolicy& known : known_policies(root_)) {
    if (!known.policy || !known.flaw.empty()) continue;
    for (const BinaryEntry& entry : known.policy->binaries) {
      for (const std::string& helper : entry.helpers) add(known.name, helper, false);
    }
  }
}

void NamedHelpers::add(const std::string& policy, const std::string& helper, bool is_applied) {
  const auto add_program = [&](const std::string& path) {
    const bool is_there = is_program(root_, path);
    helpers_.push_back({policy, is_there ? root_.real_path(path) : path, is_there, is_applied});
  };
  if (!is_helper_pattern(helper)) return add_program(helper);
  for (const std::string& path : programs_matching(root_, helper)) add_program(path);
}

SandboxFacts NamedHelpers::of(const AuditRecord& record, const ProgramFacts& program) {
  if (!is_read_) read();
  SandboxFacts facts;
  facts.bubblewrap = bubblewrap_of(current_, record.profile);
  for (const bool is_there : {true, false}) {
    const auto found = std::ranges::find_if(helpers_, [&](const Helper& helper) {
      return helper.is_there == is_there && is_meant(helper.path, record, program);
    });
    if (found == helpers_.end()) continue;
    facts.policy = found->policy;
    facts.is_there = is_there;
    facts.is_applied = found->is_applied;
    break;
  }
  return facts;
}

}  // namespace aug
