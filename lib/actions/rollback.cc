#include "actions/rollback.h"

#include <algorithm>

#include "actions/desired.h"
#include "actions/standing_objections.h"
#include "core/change/generation_parts.h"
#include "core/plan/text_template.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/attempt.h"
#include "system/templates.h"

namespace aug {
namespace {

int generation_before(const std::vector<int>& numbers, int current) {
  if (current == 0) {
    throw Failure(ExitCode::failed, "no-such-generation"_id, "cannot go back: nothing is applied",
                  "name a generation; the history lists them");
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

/// As it was, in the bytes that this parser makes of it.
Target as_it_was(const Host& host, Generation generation, std::optional<int> number) {
  if (generation.files.empty()) return {generation, number};
  const std::string build = build_of(host, generation.files);
  if (build == generation.build) return {generation, number};
  generation.build = build;
  generation.compiled = split_compiled(compile(host.parser_setting(), profiles_of(generation)));
  return {generation, std::nullopt};  // the same wish in other bytes is a new generation
}

/// The policies as they would be applied now.
Target planned_anew(const Host& host, const Generation& current, const Generation& generation,
                    const std::vector<AppliedPolicy>& policies) {
  Generation as_if = current;
  as_if.policies = generation.policies;
  return desired_target(host, as_if, policies, load_templates(host.root, ""));
}

/// Policies against which nothing speaks are as they were; of the others, what speaks against some of it is left out,
/// and said, as reconcile does it. Where they cannot be planned any more, they are left out as a whole: what others
/// made of their programs stops no change of root's.
Target without_what_was_spoilt(const Host& host, const Generation& current, const Generation& generation,
                               const Objections& objections) {
  std::vector<std::string> names;
  std::vector<AppliedPolicy> spoilt;
  for (const AppliedPolicy& policy : generation.policies) {
    const auto speaks_against = [&](const auto& each) { return each.first.policy == policy.name; };
    if (std::none_of(objections.begin(), objections.end(), speaks_against)) continue;
    names.push_back(policy.name);
    spoilt.push_back(policy);
  }
  const auto planned = [&](const std::vector<AppliedPolicy>& policies) {
    return planned_anew(host, current, generation, policies);
  };
  const auto rest = without_policies(generation, names);
  if (!rest) return planned(generation.policies);
  Target target = as_it_was(host, *rest, std::nullopt);
  attempt(
      [&] {
        Target anew = planned(spoilt);
        append(target.notices, anew.notices);
        if (auto both = joined(target.generation, anew.generation)) target.generation = std::move(*both);
      },
      [&](const Failure& failure) {
        for (Diagnosis diagnosis : failure.diagnoses()) {
          diagnosis.severity = Severity::warning;
          target.notices.push_back(std::move(diagnosis));
        }
      });
  return target;
}

Target target_for(const Host& host, const Generation& current, int number) {
  if (number == 0) return {{}, 0};
  const std::vector<int> numbers = host.store.numbers();
  if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) {
    throw Failure(ExitCode::failed, "no-such-generation"_id,
                  aug::format("cannot go to generation {}: there is none", number),
                  aug::format("there are {}", fmt::join(numbers, ", ")));
  }
  Generation generation = host.store.read(number);
  const Objections objections = standing_objections(host, generation);
  // What was added to profiles of others is added to them as they are now.
  if (!generation.extended.empty()) return planned_anew(host, current, generation, generation.policies);
  if (objections.empty()) return as_it_was(host, std::move(generation), number);
  Target target = without_what_was_spoilt(host, current, generation, objections);
  target.notices.push_back(
      {"grants-left-out"_id, Severity::warning, {}, "not all that was granted then can be granted now", ""});
  return target;
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
