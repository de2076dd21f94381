#pragma once

#include "core/doctor/check.h"
#include "core/doctor/doctor_facts.h"

// What the facts about a host mean, theme by theme; causes before effects.

namespace aug {

Checks checks_on_kernel(const DoctorFacts& facts);
Checks checks_on_environment(const DoctorFacts& facts);
Checks checks_on_sysctls(const DoctorFacts& facts);
Checks checks_on_parser(const DoctorFacts& facts);
Checks checks_on_namespaces(const DoctorFacts& facts);
Checks checks_on_units(const DoctorFacts& facts);
Checks checks_on_bwrap(const DoctorFacts& facts);
Checks checks_on_binaries(const DoctorFacts& facts);
Checks checks_on_applied(const DoctorFacts& facts);
/// Of files that cannot be compiled: whatever a profile in one of them is for, that comes first.
Checks checks_on_bad_files(const DoctorFacts& facts);
Checks checks_on_profile_files(const DoctorFacts& facts);
Checks checks_on_processes(const DoctorFacts& facts);
Checks checks_on_log(const DoctorFacts& facts);

/// All of them, the worst first.
Checks checks_on(const DoctorFacts& facts);

/// The remedy that gives the setting this value, now and at the next boot.
Remedy sysctl_remedy(const SysctlFacts& setting, const std::string& value);

/// A policy of its own for a program.
struct Grant {
  std::string path;
  std::string profile = {};               ///< where its name is taken by another; "" for the usual one
  bool takes_over = false;                ///< switches off who claims the program
  std::vector<std::string> helpers = {};  ///< for the template bwrap
  std::string policy = {};                ///< the policy's name; "" for the usual one
  bool extends = false;                   ///< adds the helpers to the profile of who claims the program
};

/// The grant with names that are free: a profile's that nobody else has, `own` being the one that the program has now,
/// and a policy's that is not applied for another program.
Grant with_free_names(const DoctorFacts& facts, Grant grant, const std::string& own = "");

/// The command that applies it; a note for what runs any other program, by the name of its path.
RemedyLine grant_remedy(const Grant& grant);

/// The words in place of a grant for a program that is, say, "a shell".
RemedyNote no_grant_note(const std::string& path, std::string_view what);

/// The command that brings back the files of the package apparmor, and those of its configuration that are gone.
RemedyCommand reinstall_remedy();

/// The remedy that keeps the profiles of a file from being loaded, and the command that loads them in place of those of
/// their names.
Remedy disable_remedy(const std::string& path);
/// The file that cannot be compiled, of this path; nullptr for none.
const BadFile* bad_file(const DoctorFacts& facts, const std::string& path);
RemedyCommand replace_remedy(const std::string& path);

}  // namespace aug
