#include "core/suggestion_remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/shown_text.h"

namespace aug {
namespace {

/// A thread's name has at most 15 bytes; one of that length may be the beginning of a longer one.
constexpr std::size_t longest_comm = 15;

std::string name_of_program(const Incident& incident) {
  const AuditRecord& record = incident.last;
  return quoted(record.execpath.empty() ? record.comm : record.execpath);
}

Remark made(const Incident& incident, std::string what, std::string instead) {
  return {{incident}, std::move(what), std::move(instead), {}};
}

Remark on_unit(const Incident& incident) {
  const std::string& comm = incident.last.comm;
  const bool is_named = comm.size() > 2 && comm.starts_with('(') && comm.ends_with(')');
  const std::string whose =
      is_named ? fmt::format("a program whose name is, or ends in, {}", quoted(comm.substr(1, comm.size() - 2)))
               : "a program";
  return made(incident,
              fmt::format("systemd itself made this namespace before it executed {}: a directive of the unit asks for "
                          "it, such as PrivateTmp=, PrivateUsers= or ProtectSystem= of a user unit",
                          whose),
              "no profile helps against that: find the unit with 'ps -eo uunit,label,args | grep unprivileged_userns', "
              "set each such directive to 'no' in /etc/systemd/user/UNIT.d/zz-userns.conf, reload the user's manager "
              "and restart the unit; if the program makes namespaces of its own, it needs its profile as well");
}

Remark on_container(const Incident& incident) {
  return made(incident,
              fmt::format("{} runs in the policy namespace {} of a container, where the host's profiles do not count",
                          name_of_program(incident), quoted(incident.last.policy_namespace)),
              "apply a policy inside of the container, where that may load profiles");
}

Remark on_follow_up(const Incident& incident) {
  return made(
      incident,
      fmt::format("{} was refused '{}' inside of a user namespace, under the profile 'unprivileged_userns'; "
                  "which program made that namespace is not in these logs",
                  name_of_program(incident), incident.last.operation),
      "see to the other findings first; the record may have been lost: run the program again, and suggest then");
}

Remark on_confined(const Incident& incident) {
  return made(incident,
              fmt::format("{} has a profile, {}, that does not grant user namespaces", name_of_program(incident),
                          quoted(incident.last.profile)),
              "add the rule 'userns,' to that profile, or to its file in /etc/apparmor.d/local: with a second profile "
              "for the same program it would get neither");
}

Remark on_nested(const Incident& incident) {
  const std::string wish = incident.last.capability.empty()
                               ? "to make a user namespace"
                               : fmt::format("the capability '{}'", harmless(incident.last.capability));
  return made(incident,
              fmt::format("{} wanted {} inside of a sandbox, and the profile {} refuses it there on purpose",
                          name_of_program(incident), wish, quoted(incident.last.profile)),
              "this asks for no new profile, which would only be added to that one: start the program outside of the "
              "sandbox, or without a sandbox of its own");
}

Remark on_stacked(const Incident& incident) {
  return made(incident,
              fmt::format("{} changed to the profile {} by its name, as aa-exec and AppArmorProfile= do; this kernel "
                          "only adds the profile to 'unconfined' then, which lifts nothing",
                          name_of_program(incident), quoted(incident.last.name)),
              "take aa-exec or AppArmorProfile= away: a profile that names the program's path counts by itself");
}

Remark on_tie(const Incident& incident) {
  const std::string& name = incident.last.name;
  return made(incident,
              fmt::format("several profiles claim {}, so it gets none of them",
                          name.empty() ? name_of_program(incident) : quoted(name)),
              "leave one: 'aa-userns-gen status' says whether one of them is ours, and 'grep -rl PATH /etc/apparmor.d' "
              "finds the files");
}

}  // namespace

bool is_short_lived(std::string_view path) {
  constexpr std::array<std::string_view, 5> folders = {"/tmp/", "/var/tmp/", "/dev/shm/", "/run/", "/proc/"};
  return std::ranges::any_of(folders, [&](std::string_view folder) { return path.starts_with(folder); });
}

Remark runs_anything(const ExaminedIncident& examined, std::string_view program, std::string_view what) {
  return made(examined.incident,
              fmt::format("{} is {}: a grant for it would be one for everything that it can be told to run",
                          quoted(program), what),
              "name the program that is to have it instead: it must be a file of its own, and a script counts as one "
              "when it begins with '#!' and is started by its path");
}

Remark bad_path(const ExaminedIncident& examined, std::string_view flaw) {
  return made(examined.incident,
              fmt::format("{} cannot be named in a policy: it {}", quoted(examined.facts.path), flaw),
              "give the program an ordinary path");
}

Remark granted_since(const ExaminedIncident& examined) {
  return made(examined.incident,
              fmt::format("{} has been granted by the policy {}", quoted(examined.facts.path),
                          quoted(examined.facts.granted_by)),
              "if it still fails: start it anew, and see 'aa-userns-gen verify'");
}

Remark short_lived(const ExaminedIncident& examined) {
  return made(examined.incident,
              fmt::format("{} has another path after its next start, as an AppImage has", quoted(examined.facts.path)),
              "install the program under a path that stays, such as one in /opt");
}

Remark of_a_snap(const ExaminedIncident& examined) {
  return made(examined.incident,
              fmt::format("{} belongs to a snap, and snapd keeps the profiles of those", quoted(examined.facts.path)),
              "see 'snap connections NAME', or ask the snap's publisher");
}

Remark is_a_script(const ExaminedIncident& examined) {
  return made(examined.incident,
              fmt::format("{} is a script, which may start the program that is meant", quoted(examined.facts.path)),
              "name the program that it starts");
}

Remark no_program(const ExaminedIncident& examined) {
  return made(examined.incident, fmt::format("{} is no program now", quoted(examined.facts.path)),
              "run the program again, and suggest then");
}

Remark changeable_by_others(const ExaminedIncident& examined, std::string_view template_name) {
  const ProgramFacts& facts = examined.facts;
  Remark remark =
      made(examined.incident,
           fmt::format("others than root can change {}, and with it what {} is: a grant would be one for "
                       "whatever they put there",
                       quoted(facts.changeable), quoted(facts.path)),
           "install the program where only root can write, or decide that this is meant, with these lines:");
  remark.pasted = {fmt::format("- path: \"{}\"", facts.path), fmt::format("  template: {}", template_name),
                   "  allow: [user-writable]", "  reason: why this is meant"};
  return remark;
}

Remark without_path(const ExaminedIncident& examined) {
  const AuditRecord& record = examined.incident.last;
  const std::string gone =
      fmt::format("the record has no path, and no process {} of that name is to be seen", record.pid);
  const std::string again =
      "suggest while the program runs, or name its path: 'readlink -f \"$(command -v NAME)\"' prints it";
  if (record.comm.size() >= longest_comm) {
    return made(examined.incident,
                fmt::format("{} may be the beginning of a longer name; {}", quoted(record.comm), gone), again);
  }
  const auto& homonyms = examined.facts.homonyms;
  if (homonyms.empty()) {
    return made(examined.incident,
                fmt::format("the standard folders have no program {}; {}", quoted(record.comm), gone), again);
  }
  return made(examined.incident,
              fmt::format("which program {} is meant cannot be told from {}; {}", quoted(record.comm),
                          harmless(fmt::format("{}", fmt::join(homonyms, " and "))), gone),
              again);
}

Remark remark_on(const Incident& incident) {
  switch (incident.meaning) {
    case Meaning::unit_sandbox:
      return on_unit(incident);
    case Meaning::in_container:
      return on_container(incident);
    case Meaning::follow_up:
      return on_follow_up(incident);
    case Meaning::confined:
      return on_confined(incident);
    case Meaning::nested:
      return on_nested(incident);
    case Meaning::stacked:
      return on_stacked(incident);
    case Meaning::tie:
      return on_tie(incident);
    case Meaning::needs_grant:
    case Meaning::unrelated:
      break;
  }
  return made(incident, "nothing to say", "");
}

}  // namespace aug
