#pragma once

#include <string>
#include <vector>

#include "core/log/audit_digest.h"

namespace aug {

/// The facts about the program of an incident.
struct ProgramFacts {
  enum class Source {
    none,       ///< nobody knows its path
    record,     ///< the record itself
    process,    ///< a process of the name and number in the record runs it now
    script,     ///< the only script of that name in the standard folders; the record has its interpreter
    installed,  ///< the only program of that name in the standard folders
    named,      ///< whoever calls
    elsewhere,  ///< the only one of that name outside of them; the one in them is not the one that was refused
  };

  Source source = Source::none;
  std::string path;  ///< absolute, symlinks resolved
  bool exists = false;
  bool is_program = false;      ///< a regular file with an x bit
  bool is_script = false;       ///< begins with "#!", and a shell reads it
  bool runs_arguments = false;  ///< a script that runs what its arguments say
  std::string twin =
      {};  ///< a known program, which runs any other or is bubblewrap, of which it is a link or a copy; or ""
  bool is_setuid = false;             ///< runs as root, whoever starts it
  std::string changeable;             ///< the file or folder that others than root can change; "" when there is none
  std::vector<std::string> homonyms;  ///< the programs of that name in the standard folders, when there are several
  std::string refuted = {};           ///< a program of that name which the record cannot mean; or ""
  std::string granted_by;             ///< the policy that has been applied for it, or ""
};

/// What is known of the sandbox in which a program was refused.
struct SandboxFacts {
  std::string bubblewrap;   ///< that made it; "" where that cannot be told
  std::string policy;       ///< that is known here, and names such a program as a helper; or ""
  bool is_there = true;     ///< in one of the places that the policy names
  bool is_applied = false;  ///< that policy
};

/// An incident and what is known about its program.
struct ExaminedIncident {
  Incident incident;
  ProgramFacts facts;
  SandboxFacts sandbox = {};
};

/// A profile that the policy should ask for.
struct SuggestedEntry {
  std::string profile;
  std::string template_name;
  std::vector<std::string> paths;
  std::vector<ExaminedIncident> because;
  bool is_renamed = false;                ///< the default is taken, or not what is meant
  std::vector<std::string> helpers = {};  ///< in the sandboxes of the program; they join a profile of somebody else

  /// Whether whoever calls asked for it, and no record.
  bool is_named() const { return because.front().facts.source == ProgramFacts::Source::named; }
};

/// A finding that is no wish for a profile, and what to do instead.
struct Remark {
  std::vector<Incident> because;
  std::string what;                      ///< the fact, in one sentence
  std::string instead;                   ///< the next thing to do
  std::vector<std::string> pasted = {};  ///< lines of a policy that would do it, for who decides so
};

struct Suggestion {
  std::string policy = "suggested";  ///< its name
  std::vector<SuggestedEntry> entries;
  std::vector<Remark> remarks;
};

}  // namespace aug
