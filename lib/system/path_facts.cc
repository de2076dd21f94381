#include "system/path_facts.h"

#include <sys/stat.h>

#include <algorithm>

#include "core/host/script_arguments.h"
#include "core/host/wrapper_script.h"
#include "core/policy/helper_path.h"
#include "system/known_programs.h"
#include "system/ownership.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// Of a path to nothing, a link is not gone after where others could have placed it.
PathFacts facts_of_nothing(const Root& root, const std::string& path, PathFacts facts) {
  facts.real_path = facts.writable.empty() ? root.real_path(path) : path;
  return facts;
}

/// What others than root can change of what a script is read by, and of what it starts in its place; "" for nothing.
std::string changeable_behind(const Root& root, const std::string& script) {
  for (const std::string& program : {interpreter_of(script), program_started_by(script)}) {
    if (std::string changeable = program.empty() ? "" : changeable_by_others(root, program); !changeable.empty()) {
      return changeable;
    }
  }
  return "";
}

PathFacts facts_of(const Root& root, const std::string& path, const KnownPrograms& known) {
  const FoundPath found = find_path(root, path);
  PathFacts facts;
  facts.writable = found.changeable;
  if (!found.file) return facts_of_nothing(root, path, facts);
  facts.exists = true;
  facts.is_program = is_program(found.file);
  facts.real_path = found.real_path;
  facts.is_chosen_by_others = found.is_chosen_by_others;
  const std::string script = facts.is_program ? script_in(found.file) : "";
  facts.runs_arguments = runs_its_arguments(script);
  if (facts.writable.empty()) facts.writable = changeable_behind(root, script);
  if (facts.is_program) facts.twin = known.twin_of(found.file);
  return facts;
}

/// Each program that it matches is judged as if it was named: what speaks against one speaks against the pattern.
PathFacts facts_of_pattern(const Root& root, const std::string& pattern, const KnownPrograms& known) {
  PathFacts facts;
  facts.matches = programs_matching(root, pattern);
  facts.exists = facts.is_program = !facts.matches.empty();
  facts.writable = changeable_in_pattern(root, pattern);
  leave_out_changeable(root, facts.matches);
  for (const std::string& match : facts.matches) {
    const PathFacts one = facts_of(root, match, known);
    if (facts.writable.empty()) facts.writable = one.writable;
    if (facts.twin.empty()) facts.twin = one.twin;
    facts.runs_arguments = facts.runs_arguments || one.runs_arguments;
  }
  return facts;
}

}  // namespace

std::map<std::string, PathFacts> facts_of_paths(const Root& root, const std::vector<Policy>& policies,
                                                const std::vector<std::string>& more) {
  std::map<std::string, PathFacts> paths;
  const KnownPrograms known(root);
  const auto look_at = [&](const std::string& path) {
    if (!paths.contains(path)) paths[path] = facts_of(root, path, known);
  };
  const auto look_at_pattern = [&](const std::string& pattern) {
    paths[pattern] = facts_of_pattern(root, pattern, known);
  };
  for (const Policy& policy : policies) {
    for (const BinaryEntry& entry : policy.binaries) {
      for (const BinaryPath& path : entry.paths) {
        if (entry.glob) {
          look_at_pattern(path.text);
        } else {
          look_at(path.text);
        }
      }
      for (const std::string& helper : entry.helpers) {
        if (is_helper_pattern(helper)) {
          look_at_pattern(helper);
        } else {
          look_at(helper);
        }
      }
    }
  }
  for (const std::string& path : more) look_at(path);
  return paths;
}

}  // namespace aug
