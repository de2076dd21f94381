#include <algorithm>

#include "core/apparmor/label.h"
#include "core/apparmor/profile_family.h"
#include "core/doctor/checks.h"
#include "core/log/suggestion_text.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

using Level = Check::Level;

/// What a program needs that sets up a namespace of its own; other capabilities are refused on purpose.
bool sets_up_namespace(const AuditRecord& record) {
  return record.operation == "userns_create" || record.capability == "sys_admin" || record.capability == "setuid" ||
         record.capability == "setgid" || record.operation == "mount";
}

/// The program which the profile is for, as files tell; bubblewrap's own path where they do not.
std::string sandbox_of(const DoctorFacts& facts, const std::string& profile) {
  for (const BinaryFacts& binary : facts.binaries) {
    if (label_from(binary.label).first() == without_child_prefix(profile)) return binary.real_path;
  }
  return without_child_prefix(profile) == "bwrap" ? "/usr/bin/bwrap" : "";
}

/// A policy of ours is joined by another one for the same program; a profile of somebody else has to go.
Grant helper_grant(const DoctorFacts& facts, const std::string& sandbox, const std::string& helper,
                   const std::string& profile) {
  const bool is_ours =
      std::any_of(facts.profiles.files.begin(), facts.profiles.files.end(), [&](const ProfileFileFacts& file) {
        return file.is_ours && !file.is_disabled && !file.profiles.empty() && file.profiles.front().name == profile;
      });
  return is_ours ? Grant{sandbox, "", false, {helper}} : Grant{sandbox, "doctor_" + profile, true, {helper}};
}

std::optional<Check> nested(const DoctorFacts& facts, const DenialFacts& denial) {
  const AuditRecord& record = denial.incident.last;
  if (denial.incident.meaning != Meaning::nested || !sets_up_namespace(record)) return std::nullopt;
  const auto& helpers = facts.applied.helpers;
  if (std::find(helpers.begin(), helpers.end(), denial.path) != helpers.end()) return std::nullopt;
  const std::string sandbox = sandbox_of(facts, record.profile);
  const std::string name = denial.path.empty() ? harmless(record.comm) : denial.path;
  const bool is_known = !denial.path.empty() && !sandbox.empty();
  return Check{
      "nested-sandbox", denial.is_recent ? Level::warn : Level::info,
      aug::format("{}: cannot set up a namespace within a sandbox, where the profile '{}' leaves no "
                  "capabilities",
                  name, harmless(record.profile)),
      aug::format("{}: {}", how_often(denial.incident), denial.incident.text),
      is_known ? Remedy{RemedyNote{"only if it is trusted to make sandboxes within the sandbox:"},
                        grant_remedy(helper_grant(facts, sandbox, denial.path, without_child_prefix(record.profile)))}
               : by_hand("name the program as one of 'helpers' of the bubblewrap in a policy")};
}

std::string name_of(const DenialFacts& denial) {
  return denial.path.empty() ? harmless(denial.incident.last.comm) : denial.path;
}

/// Programs that were refused, whatever was done about them since.
std::optional<Check> refused(const DoctorFacts& facts) {
  std::vector<std::string> names;
  for (const DenialFacts& denial : facts.denials) {
    if (denial.incident.meaning == Meaning::needs_grant) names.push_back(name_of(denial));
  }
  if (names.empty()) return std::nullopt;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return Check{"denials",
               Level::info,
               aug::format("the log has refusals of {}", fmt::join(names, ", ")),
               "",
               {own_command({"suggest"})}};
}

/// What systemd did for a service that need not run any more.
std::optional<Check> by_systemd(const DoctorFacts& facts) {
  for (const DenialFacts& denial : facts.denials) {
    if (denial.incident.meaning != Meaning::unit_sandbox) continue;
    return Check{
        "unit-denials", Level::info,
        aug::format("the log has a user namespace that systemd made for {}: a directive of its unit asks for it",
                    harmless(denial.incident.last.comm)),
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
  for (auto& check : {refused(facts), by_systemd(facts)}) {
    if (check) checks.push_back(*check);
  }
  if (!facts.gaps.empty()) {
    checks.push_back(
        {"gaps", Level::info, "not everything could be found out", aug::format("{}", fmt::join(facts.gaps, "; "))});
  }
  return checks;
}

}  // namespace aug
