#include "system/probe.h"

#include <cstring>

#include "core/apparmor/label.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/bubblewrap_trial.h"
#include "system/helper_trial.h"
#include "system/label_at_exec.h"
#include "system/namespace_trial.h"
#include "system/probe_helper.h"

namespace aug {
namespace {

std::string why_untried(const ProbeAnswer& answer) {
  if (answer.reached == untried) return answer.label;
  if (answer.reached == killed) return aug::format("killed by signal {}", answer.error);
  return "no answer within its time";
}

ExecLabel exec_label_from(const ProbeAnswer& answer, const std::string& program) {
  const auto refused = [&](std::string_view why) {
    return ExecLabel{"", aug::format("cannot find out which profile {} gets: {}", program, why)};
  };
  switch (static_cast<TraceStage>(answer.reached)) {
    case TraceStage::place:
      return refused(aug::format("cannot put a program there: {}", std::strerror(answer.error)));
    case TraceStage::trace:
      return refused(aug::format("cannot trace it: {}", std::strerror(answer.error)));
    case TraceStage::execute:
      return refused(aug::format("cannot execute it: {}", std::strerror(answer.error)));
    case TraceStage::read_label:
      return refused(aug::format("the kernel gives no label: {}", std::strerror(answer.error)));
    case TraceStage::done:
      return {answer.label, ""};
  }
  return refused(why_untried(answer));
}

SandboxTrial bubblewrap_from(const ProbeAnswer& answer, const std::string& program) {
  const auto stage = static_cast<BubblewrapStage>(answer.reached);
  if (answer.reached < 0 || stage > BubblewrapStage::confined) {
    throw Failure(ExitCode::failed, "not-tried"_id, aug::format("cannot try {}: {}", program, why_untried(answer)));
  }
  return {stage != BubblewrapStage::refused, stage == BubblewrapStage::confined, answer.label};
}

HelperTrial helper_from(const ProbeAnswer& answer) {
  using Outcome = HelperTrial::Outcome;
  if (answer.reached < 0 || answer.reached > static_cast<int>(HelperStage::confined)) {
    return {Outcome::unknown, why_untried(answer)};
  }
  switch (static_cast<HelperStage>(answer.reached)) {
    case HelperStage::untold:
      return {Outcome::unknown, answer.label};
    case HelperStage::other_label:
      return {Outcome::fails, aug::format("its label there is '{}'", answer.label)};
    case HelperStage::refused:
      return {Outcome::fails, answer.label};
    case HelperStage::capable:
      if (label_from(answer.label).mode != "enforce") break;  // and nothing else was asked for
      return {Outcome::leaks, aug::format("its label there is '{}'", answer.label)};
    case HelperStage::confined:
      break;
  }
  return {Outcome::works, aug::format("what it runs has the label '{}'", answer.label)};
}

TriedNamespace use_from(const ProbeAnswer& answer) {
  if (answer.reached < 0 || answer.reached > static_cast<int>(NamespaceUse::Stage::done)) {
    return {{}, aug::format("cannot try a user namespace: {}", why_untried(answer))};
  }
  return {{static_cast<NamespaceUse::Stage>(answer.reached), answer.error, answer.label}, ""};
}

std::vector<ExecLabel> labels_of(const std::vector<std::string>& programs, ProbeQuestion::Kind kind) {
  std::vector<ProbeQuestion> questions;
  for (const std::string& program : programs) questions.push_back({kind, program});
  const std::vector<ProbeAnswer> answers = ask_helper(questions);
  std::vector<ExecLabel> labels;
  for (std::size_t i = 0; i < answers.size(); ++i) labels.push_back(exec_label_from(answers[i], programs[i]));
  return labels;
}

}  // namespace

std::vector<ExecLabel> labels_at_exec(const std::vector<std::string>& programs) {
  return labels_of(programs, ProbeQuestion::Kind::label_at_exec);
}

std::vector<ExecLabel> labels_if_there(const std::vector<std::string>& programs) {
  return labels_of(programs, ProbeQuestion::Kind::label_if_there);
}

std::string label_at_exec(const std::string& program) {
  ExecLabel found = labels_at_exec({program}).front();
  if (!found.failure.empty()) throw Failure(ExitCode::failed, "not-tried"_id, found.failure);
  return std::move(found.label);
}

SandboxTrial probe_bubblewrap(const std::string& bwrap) {
  return bubblewrap_from(ask_helper({{ProbeQuestion::Kind::run_bubblewrap, bwrap}}).front(), bwrap);
}

std::vector<HelperTrial> probe_helpers(const std::vector<HelperToTry>& helpers) {
  std::vector<ProbeQuestion> questions;
  for (const auto& [bwrap, helper, profile] : helpers) {
    questions.push_back({ProbeQuestion::Kind::run_helper, bwrap, profile, helper});
  }
  std::vector<HelperTrial> trials;
  for (const ProbeAnswer& answer : ask_helper(questions)) trials.push_back(helper_from(answer));
  return trials;
}

std::string version_of(const std::string& program) {
  const ProbeAnswer answer = ask_helper({{ProbeQuestion::Kind::ask_version, program}}).front();
  return answer.reached == 0 ? answer.label : "";
}

std::vector<TriedNamespace> use_namespaces(const std::vector<NamespaceTrial>& trials) {
  std::vector<ProbeQuestion> questions;
  for (const NamespaceTrial& trial : trials) {
    questions.push_back({ProbeQuestion::Kind::use_namespace, trial.program, trial.profile});
  }
  std::vector<TriedNamespace> tried;
  for (const ProbeAnswer& answer : ask_helper(questions)) tried.push_back(use_from(answer));
  return tried;
}

NamespaceUse use_namespace(const std::string& profile, const std::string& program) {
  TriedNamespace tried = use_namespaces({{profile, program}}).front();
  if (!tried.failure.empty()) throw Failure(ExitCode::failed, "not-tried"_id, tried.failure);
  return std::move(tried.use);
}

}  // namespace aug
