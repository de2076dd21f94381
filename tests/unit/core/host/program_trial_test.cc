#include "core/host/program_trial.h"

#include <doctest/doctest.h>

#include <cerrno>

using namespace aug;

namespace {

using Stage = NamespaceUse::Stage;

TrialOutcome outcome_at(Stage stage, const std::string& label) {
  ProgramTrial trial;
  trial.use = NamespaceUse{stage, EPERM, label};
  return judge(trial).outcome;
}

}  // namespace

TEST_CASE("what was not tried, or could not be, is not known") {
  CHECK(judge({}).outcome == TrialOutcome::unknown);
  ProgramTrial trial;
  trial.use = NamespaceUse{};
  trial.gap = "no answer";
  CHECK(judge(trial).outcome == TrialOutcome::unknown);
  CHECK(judge(trial).why == "no answer");
  CHECK(outcome_at(Stage::label, "unconfined") == TrialOutcome::unknown);
}

TEST_CASE("a program works where a plain user can do all that namespaces are for") {
  CHECK(outcome_at(Stage::done, "x (enforce)") == TrialOutcome::works);
  CHECK(outcome_at(Stage::load, "x (enforce)") == TrialOutcome::fails);
  CHECK(outcome_at(Stage::create, "x (enforce)") == TrialOutcome::fails);
  CHECK(outcome_at(Stage::map, "x (enforce)") == TrialOutcome::fails);
  CHECK(outcome_at(Stage::mount, "unprivileged_userns (enforce)") == TrialOutcome::fails);
  CHECK(outcome_at(Stage::mount, "x//null-/usr/bin/y (complain)") == TrialOutcome::fails);
  CHECK(outcome_at(Stage::loopback, "x (unconfined)") == TrialOutcome::fails);
}

TEST_CASE("an enforced profile that allows the namespace and not all in it need not be wrong") {
  CHECK(outcome_at(Stage::separate, "x (enforce)") == TrialOutcome::limited);
  CHECK(outcome_at(Stage::mount, "x (enforce)") == TrialOutcome::limited);
}

TEST_CASE("of a bubblewrap counts what it did") {
  ProgramTrial trial;
  trial.use = NamespaceUse{Stage::mount, EPERM, "x (enforce)"};
  trial.sandbox = SandboxTrial{true, true, "fine"};
  CHECK(judge(trial).outcome == TrialOutcome::works);
  CHECK(trial.refusal().empty());
  trial.use = NamespaceUse{};
  trial.sandbox = SandboxTrial{false, false, "bwrap: exit status 1"};
  CHECK(judge(trial).outcome == TrialOutcome::fails);
  CHECK(judge(trial).why == "bwrap: exit status 1");
  CHECK(trial.refusal() == "bwrap: exit status 1");
}
