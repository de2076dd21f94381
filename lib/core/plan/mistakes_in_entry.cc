#include "core/plan/mistakes_in_entry.h"

#include "core/apparmor/aare.h"
#include "core/plan/plan_findings.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {

/// The policy's reader judged the path; where that leads to is judged here.
Diagnoses mistakes_in_path(const BinaryEntry& entry, const BinaryPath& path, const PathFacts& facts,
                           const LintVerdict& verdict) {
  Diagnoses mistakes = verdict.mistakes;
  if (facts.exists && !facts.is_program) {
    mistakes.push_back(finding("not-a-program"_id, path.location,
                               aug::format("cannot grant namespaces to '{}': it is not a program", path.text),
                               "name an executable file"));
    return mistakes;
  }
  if (entry.glob) return mistakes;
  if (facts.is_chosen_by_others && mistakes.empty()) {  // whatever is allowed
    mistakes.push_back(
        finding("link-of-others"_id, path.location,
                aug::format("cannot grant namespaces to '{}': others than root can change {}, and it leads to {}, "
                            "which is not theirs: they would choose who gets the profile",
                            path.text, facts.writable, facts.real_path),
                "name the program itself"));
  }
  if (const std::string flaw = flaw_in_path(facts.real_path); !flaw.empty()) {
    mistakes.push_back(finding("leads-to-odd-path"_id, path.location,
                               aug::format("cannot grant namespaces to '{}': the path that it leads to, {}, {}",
                                           path.text, quoted(facts.real_path), flaw),
                               "rename what it leads to"));
  }
  return mistakes;
}

LintVerdict verdict_on_helper(const BinaryEntry& entry, const std::string& helper, const PathFacts& facts) {
  return judge(lints_of_helper(helper, facts), entry, entry.location, helper);
}

Diagnoses mistakes_in_helper(const BinaryEntry& entry, const std::string& helper, const PathFacts& facts) {
  Diagnoses mistakes = verdict_on_helper(entry, helper, facts).mistakes;
  const std::string flaw = facts.real_path.empty() ? "" : flaw_in_path(facts.real_path);
  if (!flaw.empty()) {
    mistakes.push_back(finding("leads-to-odd-path"_id, entry.location,
                               aug::format("cannot use the helper '{}': the path that it leads to, {}, {}", helper,
                                           quoted(facts.real_path), flaw),
                               "rename what it leads to"));
  }
  if (facts.is_chosen_by_others) {
    mistakes.push_back(finding("link-of-others"_id, entry.location,
                               aug::format("cannot use the helper '{}': others than root can change {}, and it "
                                           "leads to {}, which is not theirs",
                                           helper, facts.writable, facts.real_path),
                               "name the helper itself"));
  }
  return mistakes;
}

}  // namespace aug
