#include "actions/try_helpers.h"

#include <algorithm>

#include "actions/served_programs.h"
#include "core/plan/extension.h"
#include "core/policy/helper_path.h"
#include "core/text/failure.h"
#include "system/attempt.h"
#include "system/probe.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// All have the same rules; and whoever may place some must not keep root waiting.
constexpr std::size_t most_of_a_pattern = 5;

/// Each once, whatever policies name it.
std::vector<HelperToTry> helpers_to_try(const Host& host, const Generation& generation, const ProgramTrials& programs) {
  std::map<std::pair<std::string, std::string>, HelperToTry> asked;
  for (const PlannedBinary& binary : generation.binaries) {
    const std::string bwrap = sandbox_of(host.root, binary, programs);
    if (bwrap.empty()) continue;
    for (const PlannedHelper& helper : binary.helpers) {
      if (!helper.in_profile) continue;
      for (const std::string& file : files_of(host.root, helper)) {
        asked.try_emplace({bwrap, file}, HelperToTry{bwrap, file, helper_profile_of(binary)});
      }
    }
  }
  std::vector<HelperToTry> helpers;
  for (const auto& [key, helper] : asked) helpers.push_back(helper);
  return helpers;
}

}  // namespace

std::vector<std::string> files_of(const Root& root, const PlannedHelper& helper) {
  if (is_helper_pattern(helper.path)) {
    std::vector<std::string> files = programs_matching(root, helper.path);
    if (files.size() > most_of_a_pattern) files.resize(most_of_a_pattern);
    return files;
  }
  if (!is_program(root, helper.path)) return {};
  return {root.real_path(helper.path)};
}

std::string sandbox_of(const Root& root, const PlannedBinary& binary, const ProgramTrials& programs) {
  if (binary.helpers.empty()) return "";
  for (const std::string& program : attempt([&] { return served_programs(root, binary).paths; })) {
    const auto trial = programs.find(program);
    const bool makes_one = trial != programs.end() && trial->second.sandbox && trial->second.sandbox->creates_namespace;
    if (makes_one) return program;
  }
  return "";
}

HelperTrials try_helpers(const Host& host, const Generation& generation, const ProgramTrials& programs) {
  HelperTrials trials;
  std::vector<HelperToTry> asked;
  attempt(
      [&] {
        asked = helpers_to_try(host, generation, programs);
        const std::vector<HelperTrial> found = probe_helpers(asked);
        for (std::size_t i = 0; i < found.size(); ++i) trials[{asked[i].bwrap, asked[i].helper}] = found[i];
      },
      [&](const Failure& failure) {
        for (const HelperToTry& helper : asked) {
          trials[{helper.bwrap, helper.helper}] = {HelperTrial::Outcome::unknown, failure.what()};
        }
      });
  return trials;
}

}  // namespace aug
