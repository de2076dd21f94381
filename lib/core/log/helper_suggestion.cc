#include "core/log/helper_suggestion.h"

#include <algorithm>
#include <array>

#include "core/apparmor/label.h"
#include "core/apparmor/profile_family.h"
#include "core/host/interpreters.h"
#include "core/log/incident_remarks.h"
#include "core/log/objections.h"
#include "core/log/program_remarks.h"
#include "core/log/suggestion_text.h"
#include "core/policy/template_traits.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

bool asks_for_namespace(const AuditRecord& record) {
  constexpr std::array capabilities = {"sys_admin", "setuid", "setgid"};
  return record.operation == "userns_create" ||
         std::ranges::find(capabilities, record.capability) != capabilities.end();
}

/// The profile of the bubblewrap: "bwrap", where the record has its child.
std::string profile_of_bubblewrap(const AuditRecord& record) {
  const auto profiles = label_from(record.profile).profiles;
  const auto child = std::ranges::find_if(profiles, [](const std::string& name) { return is_child(name); });
  return child == profiles.end() ? "" : without_child_prefix(*child);
}

SuggestedEntry entry_for(const ExaminedIncident& examined) {
  SuggestedEntry entry;
  entry.profile = profile_of_bubblewrap(examined.incident.last);
  entry.template_name = template_name::bwrap;
  entry.paths = {examined.sandbox.bubblewrap};
  entry.because = {examined};
  entry.is_renamed = entry.profile != last_part_of(examined.sandbox.bubblewrap);
  entry.helpers = {examined.facts.path};
  return entry;
}

/// The lines that whoever decides so can paste, in the place of those of a grant.
std::vector<std::string> pasted_for(const ExaminedIncident& examined) {
  if (examined.sandbox.bubblewrap.empty()) return {};
  std::vector<std::string> lines = policy_lines(entry_for(examined));
  lines.insert(lines.end(), {"  allow: [user-writable]", "  reason: why this is meant"});
  return lines;
}

/// They map users by newuidmap, which gets no rights from its setuid bit once no_new_privs is set.
bool needs_newuidmap(const ExaminedIncident& examined) {
  static constexpr std::array programs = {"podman", "buildah", "skopeo", "rootlesskit", "newuidmap", "newgidmap"};
  const auto is_one = [](std::string_view name) { return std::ranges::find(programs, name) != programs.end(); };
  return is_one(last_part_of(examined.facts.path)) || is_one(examined.incident.last.comm);
}

/// Whether a policy that is known has it, and needs no other path for it.
bool is_of_policy(const ExaminedIncident& examined) {
  return !examined.sandbox.policy.empty() && examined.sandbox.is_there;
}

Remark remark_on_policy(const ExaminedIncident& examined) {
  const std::string& policy = examined.sandbox.policy;
  if (examined.sandbox.is_applied) {
    return {{examined.incident},
            aug::format("{}; the policy {} names such a helper, and is applied",
                        what_was_refused_in_sandbox(examined.incident), quoted(policy)),
            "if it still fails: see 'aa-userns-gen verify'; where another copy of it was started, name that one under "
            "'helpers:' of a policy for bubblewrap"};
  }
  return {{examined.incident},
          aug::format("{}; the policy {} names such a helper, which is here",
                      what_was_refused_in_sandbox(examined.incident), quoted(policy)),
          aug::format("'sudo aa-userns-gen apply {}' makes it one; 'aa-userns-gen show {}' has that policy{}", policy,
                      policy,
                      examined.facts.source == ProgramFacts::Source::record
                          ? ""
                          : ". The record has no path, and a process can give "
                            "itself any name")};
}

bool can_be_ground(const Incident& incident) {
  return incident.is_proved() || incident.author == Author::named_file;
}

/// Whether it may be a helper, as far as is known.
bool needs_only_its_path(const ExaminedIncident& examined) {
  return can_be_ground(examined.incident) && examined.facts.source == ProgramFacts::Source::none &&
         what_runs_anything(examined.incident.last.comm).empty() && !needs_newuidmap(examined);
}

/// For a helper whose path is not known.
std::string how_to_name(const ExaminedIncident& examined) {
  const std::string& policy = examined.sandbox.policy;
  if (policy.empty()) return remark_on(examined.incident).instead;
  return aug::format(
      "the policy {} names a helper of that name, which is in none of its places: write where it is to "
      "'helpers:' of what 'aa-userns-gen show {}' prints, and apply that",
      quoted(policy), policy);
}

}  // namespace

bool sets_up_namespace(const Incident& incident) {
  return asks_for_namespace(incident.first) || asks_for_namespace(incident.last);
}

std::optional<Remark> objection_to_helper(const ExaminedIncident& examined) {
  if (!can_be_ground(examined.incident)) return unproved(examined.incident);
  if (needs_newuidmap(examined)) {
    return Remark{{examined.incident},
                  aug::format("{} cannot work in a sandbox of bubblewrap, and no policy helps: that sets no_new_privs, "
                              "and newuidmap is nothing without its setuid bit",
                              quoted(examined.incident.last.comm)),
                  "start it outside of the sandbox"};
  }
  auto objection = objection_to(examined);
  if (objection && !objection->pasted.empty()) objection->pasted = pasted_for(examined);
  return objection;
}

std::optional<SuggestedEntry> helper_entry(const ExaminedIncident& examined) {
  if (!sets_up_namespace(examined.incident) || objection_to_helper(examined)) return std::nullopt;
  if (is_of_policy(examined) || examined.sandbox.bubblewrap.empty() || !examined.facts.exists) return std::nullopt;
  return entry_for(examined);
}

Remark remark_on_nested(const ExaminedIncident& examined) {
  Remark remark = remark_on(examined.incident);
  if (!sets_up_namespace(examined.incident)) return remark;
  if (can_be_ground(examined.incident) && is_of_policy(examined)) return remark_on_policy(examined);
  auto objection = objection_to_helper(examined);
  if (!objection) return remark;
  remark.instead = aug::format("{}: {}{}", objection->what, objection->instead,
                               needs_only_its_path(examined) ? "; " + how_to_name(examined) : "");
  remark.pasted = std::move(objection->pasted);
  return remark;
}

}  // namespace aug
