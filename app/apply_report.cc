#include "app/apply_report.h"

#include <algorithm>

#include "core/text/format.h"

namespace aug::app {
namespace {

ChangeWords words_for(const ApplyResult& result) {
  const Outcome& outcome = result.outcome;
  ChangeWords words{aug::format("applied: generation {}", outcome.generation)};
  words.asked = result.asked;
  if (outcome.generation != 0) words.unchanged = aug::format("no changes: generation {} stays", outcome.generation);
  return words;
}

/// With the binaries of policies that this kernel does not need, unless they are applied all the same.
Outcome with_not_needed(const ApplyResult& result) {
  Outcome outcome = result.outcome;
  for (const ExaminedBinary& each : result.not_needed) {
    const auto is_same = [&](const ExaminedBinary& other) { return other.binary.policy == each.binary.policy; };
    if (std::none_of(outcome.binaries.begin(), outcome.binaries.end(), is_same)) outcome.binaries.push_back(each);
  }
  return outcome;
}

}  // namespace

Report report_on(const ApplyResult& result, const ChangeOptions& options, const Invocation& invocation) {
  Report report = report_on(with_not_needed(result), options, words_for(result), invocation);
  report.diagnoses.insert(report.diagnoses.begin(), result.notices.begin(), result.notices.end());
  if (result.has_not_needed) {
    report.diagnoses.push_back({"not-needed"_id,
                                Severity::notice,
                                {},
                                "not needed: this kernel does not restrict user namespaces",
                                "use '--when always' to install the profiles all the same"});
  }
  return report;
}

When when_of(const Invocation& invocation) {
  return invocation.text("when") == "always" ? When::always : When::restricted;
}

}  // namespace aug::app
