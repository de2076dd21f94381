#include "actions/named_programs.h"

#include "core/host/wrapper_script.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// A script that starts a script that starts ...
constexpr int most_scripts = 8;

std::string named_program(const Root& root, const std::string& word) {
  if (word.starts_with('/')) return word;
  if (word.find('/') != std::string::npos) {
    throw Failure(ExitCode::usage, "path-not-absolute"_id,
                  aug::format("cannot look at {}: it is no absolute path", quoted(word)),
                  "name a program by its absolute path, as 'realpath' prints it, or by its name alone");
  }
  const std::vector<std::string> found = installed_programs(root, word);
  if (found.empty()) {
    throw Failure(ExitCode::failed, "unknown-program"_id,
                  aug::format("cannot find the program {} in the standard folders", quoted(word)),
                  "name it by its absolute path");
  }
  return found.front();
}

}  // namespace

std::vector<std::string> named_programs(const Root& root, const std::vector<std::string>& words) {
  std::vector<std::string> programs;
  for (const std::string& word : words) programs.push_back(named_program(root, word));
  return programs;
}

std::string program_behind(const Root& root, const std::string& path) {
  std::string program = path;
  for (int i = 0; i < most_scripts; ++i) {
    const std::string next = program_started_by(script_at(root, program));
    if (next.empty() || !is_program(root, next) || !changeable_by_others(root, program).empty()) break;
    program = next;
  }
  return program;
}

}  // namespace aug
