#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/apparmor/attachment.h"
#include "core/apparmor/loaded_profile.h"
#include "core/apparmor/profile_scan.h"
#include "core/host/namespace_use.h"
#include "core/host/program_trial.h"
#include "core/host/service_directives.h"
#include "core/host/sysctl_files.h"
#include "core/log/suggestion.h"

namespace aug {

/// A file of /etc/apparmor.d.
struct ProfileFileFacts {
  std::string path;
  bool is_ours = false;
  bool is_disabled = false;
  bool forces_complain = false;
  std::vector<ScannedProfile> profiles;
};

/// A file that the parser cannot read, or a link that leads to nothing.
struct BadFile {
  std::string path;
  std::string why;
  bool is_broken_link = false;
  std::string culprit = {};  ///< the file that it includes in which the mistake is; "" for itself
};

/// A program that is to use user namespaces.
struct BinaryFacts {
  std::string path;  ///< as asked, or as a policy has it
  std::string real_path;
  bool is_program = false;
  bool is_asked = false;  ///< on the command line
  std::string policy;     ///< that has been applied for it, or ""
  ProgramTrial trial;
  std::string started_by;         ///< the script that was named, which does nothing but start this program; or ""
  bool is_shell_script = false;   ///< one of which nobody knows what it starts
  bool is_setuid = false;         ///< it runs with root's rights, which no restriction is for
  FileAttributes attributes;      ///< those that profiles ask for
  std::string never;              ///< "a shell": no grant for it makes sense; or ""
  bool is_led_by_others = false;  ///< others than root chose, by a link, which program it is: nothing else is known
  std::string changeable;         ///< what others can change of it: another may have been tried than was looked at
};

/// The surroundings of the host.
struct EnvironmentFacts {
  std::string container;     ///< "docker", "lxc", ...; "" for none
  std::string policy_space;  ///< the AppArmor namespace: "root", "lxd-c1_<var-lib-lxd>"; "" when not known
  bool is_stacked = false;   ///< the host's policy counts as well
  bool is_wsl = false;
  bool is_chroot = false;
  bool is_in_user_namespace = false;
  bool has_seccomp = false;   ///< this process has a filter
  bool no_new_privs = false;  ///< this process has the bit
  std::string label;          ///< of this process
};

struct BwrapFacts {
  std::string path;
  std::string version;  ///< "0.9.0"; "" when it does not say
  bool is_setuid = false;
};

/// A running service with a label of unprivileged_userns.
struct StuckService {
  int pid = 0;
  std::string program;
  std::string label;
  std::string unit;                          ///< "app.service"
  std::string user;                          ///< of the manager that runs it; "" for the system's
  std::vector<ServiceDirective> directives;  ///< that make systemd create a namespace for it
};

struct UnitProfile {
  std::string path;  ///< the unit's file
  int line = 0;
  std::string profile;  ///< of AppArmorProfile=
};

/// A process to start anew.
struct StaleProcess {
  int pid = 0;
  std::string program;
  std::string why;
  std::string unit;  ///< of the system's manager, or ""
};

/// A denial in the log, and what is known of its program.
struct DenialFacts {
  Incident incident;
  ProgramFacts program;    ///< nothing where the record is not proved
  bool is_recent = false;  ///< within the last hour
  bool is_past = false;    ///< older than what is applied now
  SandboxFacts sandbox = {};
};

/// Something of an applied policy that does not stand as it was applied.
struct DriftFacts {
  std::string what;  ///< a program's path, or the name of a kernel setting or a unit
  std::string policy;
  std::string state;          ///< as `status` has it: "drifted"
  std::string detail;         ///< in which way
  std::string moved_to = {};  ///< of a helper: where it is by now, which the policy does not name; or ""
};

/// The running kernel's AppArmor, and what the kernel was started with.
struct KernelFacts {
  bool has_apparmor = false;
  bool mediates_userns = false;  ///< rules about user namespaces are enforced
  std::string release;
  std::string command_line;
  std::string threads_max;  ///< it allows half as many user namespaces by default
  AttachmentRules rules;
  std::optional<LoadedProfiles> loaded;  ///< nullopt: only root may see them
};

struct ParserFacts {
  std::string path;              ///< or ""
  std::string flaw;              ///< why it cannot be used, or ""
  std::vector<std::string> abi;  ///< the files of /etc/apparmor.d/abi
};

/// The files of /etc/apparmor.d.
struct ProfilesFacts {
  std::vector<ProfileFileFacts> files;
  bool has_unread = false;  ///< there may be profiles in files that none tells of here
  std::vector<BadFile> bad_files;
};

/// The state of the applied policies.
struct AppliedFacts {
  std::vector<DriftFacts> drifted;
  std::vector<std::string> helpers;                               ///< that the policies name, as patterns
  std::map<std::string, std::vector<std::string>> policies = {};  ///< by name: the paths that each is for
};

/// The processes that doctor looks at, and the units that ask for a profile.
struct ProcessFacts {
  std::vector<StuckService> stuck;
  std::vector<UnitProfile> unit_profiles;
  std::vector<StaleProcess> stale;
};

/// The things that could not be found out, and why.
using Gaps = std::vector<std::string>;

/// All that doctor looks at; gathered before, so that deciding stays pure.
struct DoctorFacts {
  bool is_root = false;
  bool is_image = false;  ///< a file tree: no processes, nothing can be tried
  KernelFacts kernel;
  std::vector<SysctlFacts> sysctls;
  ParserFacts parser;
  ProfilesFacts profiles;
  AppliedFacts applied;
  std::optional<BwrapFacts> bwrap;
  EnvironmentFacts environment;
  std::optional<NamespaceUse> baseline;  ///< of a plain user without any profile; nullopt: not tried
  std::vector<BinaryFacts> binaries;
  std::vector<BinaryFacts> led_by_others;  ///< of them, those that are, which are not tried
  ProcessFacts processes;
  std::vector<DenialFacts> denials;
  Gaps gaps;
};

/// The value that a setting has now, or "".
std::string value_now(const DoctorFacts& facts, std::string_view name);

/// Whether the kernel has Ubuntu's restriction, on or off.
bool can_restrict(const DoctorFacts& facts);

/// Whether the kernel restricts unprivileged user namespaces now.
bool is_restricted(const DoctorFacts& facts);

}  // namespace aug
