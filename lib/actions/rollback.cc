#include "actions/rollback.h"

#include <algorithm>

#include "actions/desired.h"
#include "actions/standing_objections.h"
#include "core/plan/text_template.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/templates.h"

namespace aug {
namespace {

int generation_before(const std::vector<int>& numbers, int current) {
  if (current == 0) {
    throw Failure(ExitCode::failed, "cannot go back: nothing is applied", "name a generation; the history lists them");
  }
  const auto first_not_before = std::lower_bound(numbers.begin(), numbers.end(), current);
  return first_not_before == numbers.begin() ? 0 : *(first_not_before - 1);
}

std::vector<RenderedProfile> profiles_of(const Generation& generation) {
  std::vector<RenderedProfile> profiles;
  for (const ProfileFile& file : generation.files) {
    profiles.push_back({file.name, file.text, TextTemplate(file.text, file.name).optional_classes(), {}});
  }
  return profiles;
}

/// What speaks by now against some of it: that is left out, and said, as reconcile does it.
std::optional<Target> without_what_was_spoilt(const Host& host, const Generation& generation, Generation current) {
  if (standing_objections(host, generation).empty()) return std::nullopt;
  current.policies = generation.policies;
  Target target = desired_target(host, current, generation.policies, load_templates(host.root, ""));
  target.notices.push_back({Severity::warning, {}, "not all that was granted then can be granted now", ""});
  return target;
}

Target target_for(const Host& host, const Generation& current, int number) {
  if (number == 0) return {{}, 0};
  const std::vector<int> numbers = host.store.numbers();
  if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) {
    throw Failure(ExitCode::failed, aug::format("cannot go to generation {}: there is none", number),
                  aug::format("there are {}", fmt::join(numbers, ", ")));
  }
  Generation generation = host.store.read(number);
  if (auto target = without_what_was_spoilt(host, generation, current)) return std::move(*target);
  if (generation.files.empty()) return {generation, number};
  const std::string build = build_of(host, generation.files);
  if (build == generation.build) return {generation, number};
  generation.build = build;
  generation.compiled = split_compiled(compile(host.parser_setting(), profiles_of(generation)));
  return {generation, std::nullopt};  // the same wish in other bytes is a new generation
}

}  // namespace

Outcome rollback(const Host& host, std::optional<int> number, const ChangeOptions& options) {
  const auto make_target = [&](const NumberedGeneration& current) {
    return target_for(host, current.generation,
                      number ? *number : generation_before(host.store.numbers(), current.number));
  };
  return change_host(host, {.command = "rollback",
                            .dry_run = options.dry_run,
                            .make_target = make_target,
                            .restart_units = options.restart_units});
}

}  // namespace aug
