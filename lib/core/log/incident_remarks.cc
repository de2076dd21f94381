#include "core/log/incident_remarks.h"

#include "core/apparmor/label.h"
#include "core/log/profile_owners.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

std::string name_of_program(const Incident& incident) {
  const AuditRecord& record = incident.last;
  return quoted(record.execpath.empty() ? record.comm : record.execpath);
}

Remark on_unit(const Incident& incident) {
  const std::string& comm = incident.last.comm;
  const bool is_named = comm.size() > 2 && comm.starts_with('(') && comm.ends_with(')');
  const std::string whose =
      is_named ? aug::format("a program whose name is, or ends in, {}", quoted(comm.substr(1, comm.size() - 2)))
               : "a program";
  return {{incident},
          aug::format("systemd itself made this namespace before it executed {}: a directive of the unit asks for "
                      "it, such as PrivateTmp=, PrivateUsers= or ProtectSystem= of a user unit{}",
                      whose,
                      incident.last.execpath.empty()
                          ? "; the record has no path but this name, and a process can give itself any name"
                          : ""),
          "no profile helps against that: find the unit with 'ps -eo uunit,label,args | grep unprivileged_userns', "
          "set each such directive to 'no' in /etc/systemd/user/UNIT.d/zz-userns.conf, reload the user's manager "
          "and restart the unit, or, where its sandbox is wanted, make it a unit of the system with User=, which keeps "
          "it without a namespace; if the program makes namespaces of its own, it needs its profile as well"};
}

Remark on_container(const Incident& incident) {
  return {{incident},
          aug::format("{} runs in the policy namespace {} of a container, where the host's profiles do not count",
                      name_of_program(incident), quoted(incident.last.policy_namespace)),
          "apply a policy inside of the container, where that may load profiles"};
}

Remark on_follow_up(const Incident& incident) {
  return {{incident},
          aug::format("{} was refused '{}' inside of a user namespace, under the profile 'unprivileged_userns': a "
                      "program without a grant made that namespace, and the record that names it is not in these logs",
                      name_of_program(incident), incident.last.operation),
          "see to the other findings first; the missing record has 'apparmor=\"AUDIT\" operation=\"userns_create\"' "
          "and the path of the program: start the program again, and 'sudo aa-userns-gen suggest' right after, or look "
          "with 'sudo journalctl --dmesg --grep userns_create' or in /var/log/audit/audit.log; where the kernel leaves "
          "records out, 'sysctl kernel.printk_ratelimit=0' keeps it from that"};
}

std::string advice_on_profile(const std::string& profile) {
  if (label_from(profile).profiles.size() > 1) {
    return "each profile of this stack must have the rule 'userns,': add it to the one that lacks it, or to its file "
           "in /etc/apparmor.d/local; a further profile would only be added to the stack";
  }
  return "add the rule 'userns,' to that profile, or to its file in /etc/apparmor.d/local: with a second profile for "
         "the same program it would get neither";
}

Remark on_confined(const Incident& incident) {
  const AuditRecord& record = incident.last;
  const ProfileOwner owner = owner_of(record.profile);
  const std::string whose = owner.is_program() ? aug::format("; {} makes that profile", owner.who) : "";
  const std::string what = record.operation == "userns_create"
                               ? aug::format("{} has a profile, {}, that does not grant user namespaces",
                                             name_of_program(incident), quoted(record.profile))
                               : aug::format("{} was refused '{}' by the profile {}", name_of_program(incident),
                                             harmless(record.operation), quoted(record.profile));
  return {{incident}, what + whose, owner.is_program() ? owner.how : advice_on_profile(record.profile)};
}

Remark on_disconnected(const Incident& incident) {
  const AuditRecord& record = incident.last;
  const std::string profile(record.profile.substr(0, record.profile.find("//null-")));
  return {{incident},
          aug::format("{} was refused {} although the profile {} only complains: a path that AppArmor cannot name is "
                      "refused in complain mode, too",
                      name_of_program(incident), quoted(record.name), quoted(record.profile)),
          aug::format("complain mode does not cure it: where the profile {} is only to allow user namespaces, it has "
                      "lost flags=(unconfined), as by aa-complain or force-complain; write them back into its file, "
                      "and load it with 'apparmor_parser --replace FILE'; a profile that confines needs "
                      "flags=(attach_disconnected)",
                      quoted(profile))};
}

Remark on_nested(const Incident& incident) {
  return {
      {incident},
      what_was_refused_in_sandbox(incident),
      "a helper that sets up a sandbox of its own is named under 'helpers:' of the policy for bubblewrap, with "
      "'on_conflict: extend' where the distribution's profile serves that: a profile for it alone would only be added "
      "to that one. Anything else, as podman and buildah, is started outside of the sandbox, or without a sandbox of "
      "its own"};
}

Remark on_stacked(const Incident& incident) {
  return {{incident},
          aug::format("{} changed to the profile {} by its name, as aa-exec and AppArmorProfile= do; this kernel "
                      "only adds the profile to 'unconfined' then, which lifts nothing",
                      name_of_program(incident), quoted(incident.last.name)),
          "take aa-exec or AppArmorProfile= away: a profile that names the program's path counts by itself"};
}

Remark on_tie(const Incident& incident) {
  const std::string& name = incident.last.name;
  return {{incident},
          aug::format("several profiles claim {}, so it gets none of them",
                      name.empty() ? name_of_program(incident) : quoted(name)),
          "leave one: 'aa-userns-gen status' says whether one of them is ours, and 'grep -rl PATH /etc/apparmor.d' "
          "finds the files"};
}

Remark remark_by_meaning(const Incident& incident) {
  switch (incident.meaning) {
    case Meaning::unit_sandbox:
      return on_unit(incident);
    case Meaning::in_container:
      return on_container(incident);
    case Meaning::follow_up:
      return on_follow_up(incident);
    case Meaning::confined:
      return on_confined(incident);
    case Meaning::disconnected:
      return on_disconnected(incident);
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
  return {{incident}, "nothing to say", ""};
}

}  // namespace

std::string what_was_refused_in_sandbox(const Incident& incident) {
  const std::string wish = incident.last.capability.empty()
                               ? "to make a user namespace"
                               : aug::format("the capability '{}'", harmless(incident.last.capability));
  return aug::format("{} wanted {} inside of a sandbox, and the profile {} refuses it there on purpose",
                     name_of_program(incident), wish, quoted(incident.last.profile));
}

Remark remark_on(const Incident& incident) {
  Remark remark = remark_by_meaning(incident);
  if (incident.author == Author::anybody) remark.what += "; only a log that any user can write to says so";
  return remark;
}

}  // namespace aug
