#include "actions/apply.h"

#include <algorithm>

#include "app/command.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

void describe(po::options_description& options) {
  options.add_options()("all", po::bool_switch(), "every policy in /etc/aa-userns-gen/policies");
}

void describe_apply(po::options_description& options) {
  describe(options);
  restart_option(options);
}

std::vector<PolicyText> policies_of(const Host& host, const Invocation& invocation) {
  if (!invocation.is_set("all")) return policies_named(host, invocation.arguments);
  require_no_arguments(invocation, "--all");
  return own_policies(host.root);
}

std::string sentence(const ApplyResult& result, bool dry_run) {
  const Outcome& outcome = result.outcome;
  if (dry_run) return plan_text(outcome.changes);
  if (outcome.changes.empty()) {
    return outcome.generation == 0 ? "no changes\n"
                                   : aug::format("no changes: generation {} stays\n", outcome.generation);
  }
  return aug::format("applied: generation {}\n", outcome.generation);
}

Report report_on(const ApplyResult& result, const Invocation& invocation, bool dry_run) {
  Report report;
  report.diagnoses = result.notices;
  report.add(result.outcome.notices);
  if (result.has_not_needed) {
    report.diagnoses.push_back({Severity::notice,
                                {},
                                "not needed: this kernel does not restrict user namespaces",
                                "use '--when always' to install the profiles all the same"});
  }
  std::vector<PlannedBinary> binaries = result.outcome.binaries;
  for (const PlannedBinary& binary : result.not_needed) {
    const auto is_same = [&](const PlannedBinary& other) { return other.policy == binary.policy; };
    if (std::none_of(binaries.begin(), binaries.end(), is_same)) binaries.push_back(binary);
  }
  if (!dry_run && invocation.is_set("verbose")) report.text += steps_text(result.outcome.changes);
  if (!dry_run) {
    report.text += binaries_text(binaries, invocation.style) + settings_text(result.outcome.settings, invocation.style);
  }
  report.text += sentence(result, dry_run);
  if (dry_run) report.text += warnings_text(result.outcome.settings, invocation.style);
  report.fields = {{"generation", result.outcome.generation},
                   {"policies", policies_json(binaries, result.outcome.settings)},
                   {"steps", steps_json(result.outcome.changes)}};
  add_settings(report.fields, result.outcome.settings);
  return report;
}

ApplyOptions options_of(const Invocation& invocation, bool dry_run) {
  return {invocation.always(), dry_run, invocation.text("templates"),
          invocation.has("restart-units") && invocation.is_set("restart-units")};
}

Report run_apply(const Invocation& invocation) {
  const Host host(invocation.host_choice());
  const bool dry_run = invocation.is_set("dry-run");
  return report_on(apply(host, policies_of(host, invocation), options_of(invocation, dry_run)), invocation, dry_run);
}

void describe_plan(po::options_description& options) {
  describe(options);
  options.add_options()("exit-code", po::bool_switch(), "exit with 7 when there is something to change");
}

Report run_plan(const Invocation& invocation) {
  const Host host(invocation.host_choice());
  const ApplyResult result = apply(host, policies_of(host, invocation), options_of(invocation, true));
  Report report = report_on(result, invocation, true);
  if (!host.may_read_state()) {
    report.diagnoses.push_back(
        {Severity::notice, {}, "only root may see what is applied: this is the plan for a host without it", ""});
  }
  if (invocation.is_set("exit-code") && !result.outcome.changes.empty()) report.exit = ExitCode::not_as_applied;
  return report;
}

}  // namespace

const Command apply_command = {
    "apply",
    "POLICY... | --all",
    "grant what policies name, verify it, or take everything back",
    "Plans and compiles the policies, loads the profiles in one write, places their files in /etc/apparmor.d and\n"
    "proves that the binaries get them. When anything fails, everything is taken back. A second run does nothing.\n"
    "Services whose units were changed go on as they were started: each is named with the command that restarts it.",
    describe_apply,
    run_apply,
    true,
};

const Command plan_command = {
    "plan",
    "POLICY... | --all",
    "show the steps and the text diff that apply would carry out",
    "Prints the very list of steps that apply would carry out now. Changes nothing.",
    describe_plan,
    run_plan,
};

}  // namespace aug::app
