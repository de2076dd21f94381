#include <algorithm>

#include "core/apparmor/attachment.h"
#include "core/apparmor/label.h"
#include "core/apparmor/profile_family.h"
#include "core/doctor/checks.h"
#include "core/host/bubblewrap.h"
#include "core/host/interpreters.h"
#include "core/log/helper_suggestion.h"
#include "core/log/suggestion_text.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

using Level = Check::Level;

constexpr const char* unproved_words = "; only a log that any user can write to says so, which proves nothing";

/// The program which the profile is for, as files tell; bubblewrap's own path where they do not.
std::string sandbox_of(const DoctorFacts& facts, const std::string& profile) {
  for (const BinaryFacts& binary : facts.binaries) {
    if (label_from(binary.trial.label).first() == without_child_prefix(profile)) return binary.real_path;
  }
  return without_child_prefix(profile) == "bwrap" ? bwrap_path : "";
}

/// The profile of a file that includes one of the folder local; nullptr for none.
const ScannedProfile* with_local_file(const ProfileFileFacts& file, const std::string& name) {
  const auto found = std::ranges::find_if(file.profiles, [&](const ScannedProfile& profile) {
    return full_name(profile) == name && !profile.local_includes.empty();
  });
  return found == file.profiles.end() ? nullptr : &*found;
}

/// Whether helpers can be added to the profile of somebody else, see extension_of().
bool can_be_extended(const DoctorFacts& facts, const std::string& profile) {
  return std::ranges::any_of(facts.profiles.files, [&](const ProfileFileFacts& file) {
    if (file.is_ours || file.is_disabled) return false;
    const ScannedProfile* own = with_local_file(file, profile);
    const ScannedProfile* child = with_local_file(file, child_of(profile));
    return own != nullptr && child != nullptr && own->local_includes.front() != child->local_includes.front();
  });
}

/// A policy of ours is joined by another one for the same program. To a profile of somebody else they are added, or it
/// has to go.
Grant helper_grant(const DoctorFacts& facts, const std::string& sandbox, const std::string& helper,
                   const std::string& profile) {
  const bool is_ours =
      std::any_of(facts.profiles.files.begin(), facts.profiles.files.end(), [&](const ProfileFileFacts& file) {
        return file.is_ours && !file.is_disabled && !file.profiles.empty() && file.profiles.front().name == profile;
      });
  if (is_ours) return {sandbox, "", false, {helper}};
  if (can_be_extended(facts, profile)) return {sandbox, "", false, {helper}, "", true};
  return {sandbox, "doctor_" + profile, true, {helper}};
}

/// The best name that is known: that of a record which is not proved is only what it says.
std::string name_of(const DenialFacts& denial) {
  const AuditRecord& record = denial.incident.last;
  if (!denial.program.path.empty()) return harmless(denial.program.path);
  return harmless(record.execpath.empty() ? record.comm : record.execpath);
}

/// A process of the record's name and number may run another program by now.
bool is_found_by_name(const ProgramFacts& program) {
  return program.source != ProgramFacts::Source::record;
}

/// What anybody can choose is not for root to paste: whoever runs a sandbox can make any program ask for another.
void leave_to_decide(Remedy& remedy) {
  if (auto* command = std::get_if<RemedyCommand>(&remedy.back())) command->is_to_decide = true;
}

/// The policy that is known here, and names such a helper.
Remedy policy_remedy(const DenialFacts& denial) {
  Remedy remedy;
  if (is_found_by_name(denial.program)) {
    append(remedy, by_hand("the log has no path, but a name, which a process can give itself; if it was the "
                           "helper of that policy:"));
  }
  remedy.push_back(own_command({"apply", denial.sandbox.policy}));
  leave_to_decide(remedy);
  return remedy;
}

/// Whoever reads it may trust the program; that must not be one that anybody can choose, or that runs any other.
Remedy helper_remedy(const DoctorFacts& facts, const DenialFacts& denial) {
  const ProgramFacts& program = denial.program;
  if (denial.incident.is_proved() && !denial.sandbox.policy.empty() && denial.sandbox.is_there)
    return policy_remedy(denial);
  const std::string& profile = denial.incident.last.profile;
  if (program.path.empty() && denial.incident.is_proved() && what_runs_anything(denial.incident.last.comm).empty()) {
    return by_hand("name the program as one of 'helpers' of the bubblewrap in a policy");
  }
  if (const auto objection = objection_to_helper({denial.incident, program, denial.sandbox}))
    return by_hand(objection->what);
  const std::string sandbox = sandbox_of(facts, profile);
  if (sandbox.empty() || !program.exists) {
    return by_hand("name the program as one of 'helpers' of the bubblewrap in a policy");
  }
  Remedy remedy;
  if (is_found_by_name(program)) {
    append(remedy,
           by_hand("the log has no path, but a name, which a process can give itself; if it was this program:"));
  }
  append(remedy, by_hand("only if it is trusted to make sandboxes within the sandbox:"));
  const Grant grant = helper_grant(facts, sandbox, program.path, without_child_prefix(profile));
  remedy.push_back(grant_remedy(with_free_names(facts, grant)));
  leave_to_decide(remedy);
  return remedy;
}

bool is_helper(const DoctorFacts& facts, const DenialFacts& denial) {
  const auto& helpers = facts.applied.helpers;
  return std::any_of(helpers.begin(), helpers.end(), [&](const std::string& helper) {
    const Attachment attachment(helper);
    return attachment.matches(denial.program.path) || attachment.matches(denial.incident.last.execpath);
  });
}

std::optional<Check> nested(const DoctorFacts& facts, const DenialFacts& denial) {
  const AuditRecord& record = denial.incident.last;
  if (denial.incident.meaning != Meaning::nested || !sets_up_namespace(denial.incident)) return std::nullopt;
  if ((denial.sandbox.is_applied && denial.sandbox.is_there) || is_helper(facts, denial)) return std::nullopt;
  const bool is_proved = denial.incident.is_proved();
  Remedy remedy = helper_remedy(facts, denial);
  // What nobody can do anything about, such as some user's unshare in a sandbox, makes no host a bad one.
  const bool can_be_cured = std::any_of(
      remedy.begin(), remedy.end(), [](const RemedyLine& line) { return std::holds_alternative<RemedyCommand>(line); });
  const bool matters = denial.is_recent && !denial.is_past && is_proved && can_be_cured;
  return Check{"nested-sandbox"_id, matters ? Level::warn : Level::info,
               aug::format("{}: cannot set up a namespace within a sandbox, where the profile '{}' leaves no "
                           "capabilities{}",
                           name_of(denial), harmless(record.profile), is_proved ? "" : unproved_words),
               aug::format("{}: {}", how_often(denial.incident), denial.incident.text), std::move(remedy)};
}

/// Of a script, which is what the log's name leads to, the programs of its name; "" for another.
std::string what_it_may_start(const ProgramFacts& program) {
  if (!program.is_script || program.homonyms.empty()) return "";
  return aug::format(" (a script; of that name there is {})",
                     harmless(aug::format("{}", fmt::join(program.homonyms, " and "))));
}

/// The programs that were refused, whatever was done about them since; "" for none.
std::string refused_programs(const DoctorFacts& facts, bool is_proved) {
  std::vector<std::string> names;
  for (const DenialFacts& denial : facts.denials) {
    const Incident& incident = denial.incident;
    if (incident.meaning == Meaning::needs_grant && incident.is_proved() == is_proved) {
      names.push_back(name_of(denial) + what_it_may_start(denial.program));
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  constexpr std::size_t most_names = 20;
  const std::size_t more = names.size() - std::min(names.size(), most_names);
  names.resize(names.size() - more);
  return aug::format("{}{}", fmt::join(names, ", "), more == 0 ? "" : aug::format(" and {} others", more));
}

std::optional<Check> refused(const DoctorFacts& facts) {
  const std::string programs = refused_programs(facts, true);
  if (programs.empty()) return std::nullopt;
  return Check{
      "denials"_id, Level::info, aug::format("the log has refusals of {}", programs), "", {own_command({"suggest"})}};
}

std::optional<Check> perhaps_refused(const DoctorFacts& facts) {
  const std::string programs = refused_programs(facts, false);
  if (programs.empty()) return std::nullopt;
  return Check{"unproved-denials"_id, Level::info, aug::format("a log has refusals of {}{}", programs, unproved_words),
               ""};
}

/// What systemd did for a service that need not run any more.
std::optional<Check> by_systemd(const DoctorFacts& facts) {
  for (const DenialFacts& denial : facts.denials) {
    if (denial.incident.meaning != Meaning::unit_sandbox) continue;
    const bool is_by_name = denial.incident.last.execpath.empty();
    return Check{
        "unit-denials"_id, Level::info,
        aug::format("the log has a user namespace that systemd made for {}: a directive of its unit asks for it{}{}",
                    harmless(denial.incident.last.comm),
                    is_by_name ? ", as far as a name tells, which a process can give itself" : "",
                    denial.incident.is_proved() ? "" : unproved_words),
        denial.incident.text};
  }
  return std::nullopt;
}

}  // namespace

Checks checks_on_log(const DoctorFacts& facts) {
  Checks checks;
  for (const DenialFacts& denial : facts.denials) {
    if (auto check = nested(facts, denial)) checks.push_back(std::move(*check));
  }
  for (auto& check : {refused(facts), perhaps_refused(facts), by_systemd(facts)}) {
    if (check) checks.push_back(*check);
  }
  if (!facts.gaps.empty()) {
    checks.push_back(
        {"gaps"_id, Level::info, "not everything could be found out", aug::format("{}", fmt::join(facts.gaps, "; "))});
  }
  return checks;
}

}  // namespace aug
