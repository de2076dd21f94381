#include "actions/doctor_binaries.h"

#include <algorithm>

#include "core/apparmor/label.h"
#include "core/host/bubblewrap.h"
#include "core/host/interpreters.h"
#include "core/host/script_arguments.h"
#include "core/host/wrapper_script.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"
#include "system/probe.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// A script that starts a script that starts ...
constexpr int most_scripts = 8;

/// The program that is started in the end, where `path` is a script for nothing else.
std::string program_behind(const Root& root, const std::string& path) {
  std::string program = path;
  for (int i = 0; i < most_scripts; ++i) {
    const std::string next = program_started_by(script_at(root, program));
    if (next.empty() || !is_program(root, next)) break;
    program = next;
  }
  return program;
}

BinaryFacts facts_about(const Host& host, const std::string& asked, const std::string& policy, bool is_asked) {
  BinaryFacts facts;
  // What a policy names gets its profile as it is.
  const std::string path = is_asked ? program_behind(host.root, asked) : asked;
  facts.path = path;
  if (path != asked) facts.started_by = asked;
  facts.real_path = host.root.real_path(path);
  facts.is_program = is_program(host.root, path);
  // bubblewrap gives the bit up: checks_on_bwrap.
  facts.is_setuid = facts.is_program && !is_bubblewrap(facts.real_path) && is_setuid_root(host.root, facts.real_path);
  facts.is_shell_script = is_asked && facts.is_program && is_of_shell(script_at(host.root, path));
  facts.is_asked = is_asked;
  facts.policy = policy;
  facts.never = what_runs_anything(facts.real_path).what;
  if (facts.never.empty()) facts.never = what_runs_anything(path).what;
  if (facts.never.empty() && facts.is_shell_script && runs_its_arguments(script_at(host.root, path))) {
    facts.never = "a script that runs its arguments";
    facts.is_shell_script = false;  // it is known what it starts: anything
  }
  return facts;
}

bool has(const std::vector<BinaryFacts>& binaries, const std::string& real_path) {
  return std::any_of(binaries.begin(), binaries.end(),
                     [&](const BinaryFacts& known) { return known.real_path == real_path; });
}

void add(std::vector<BinaryFacts>& binaries, BinaryFacts facts) {
  if (!has(binaries, facts.real_path)) binaries.push_back(std::move(facts));
}

void take_use(BinaryFacts& binary, const TriedNamespace& tried) {
  // What keeps us from trying says nothing about the program.
  binary.label_gap = tried.failure;
  if (tried.failure.empty() && tried.use.reached < NamespaceUse::Stage::load) binary.label_gap = describe(tried.use);
  if (binary.label_gap.empty()) binary.use = tried.use;
}

/// All at once: that costs far less.
void try_programs(const std::vector<BinaryFacts*>& programs) {
  std::vector<std::string> paths;
  for (const BinaryFacts* program : programs) paths.push_back(program->real_path);
  const std::vector<ExecLabel> labels = labels_at_exec(paths);
  std::vector<BinaryFacts*> labelled;
  std::vector<NamespaceTrial> trials;
  for (std::size_t i = 0; i < programs.size(); ++i) {
    programs[i]->label = labels[i].label;
    programs[i]->label_gap = labels[i].failure;
    if (!labels[i].failure.empty()) continue;
    const Label label = label_from(labels[i].label);
    labelled.push_back(programs[i]);
    trials.push_back({label.is_unconfined() ? "" : label.name(), paths[i]});
  }
  const std::vector<TriedNamespace> tried = use_namespaces(trials);
  for (std::size_t i = 0; i < tried.size(); ++i) take_use(*labelled[i], tried[i]);
}

void run_bubblewrap(BinaryFacts& binary) {
  if (!is_bubblewrap(binary.real_path) || !binary.use || !binary.use->works()) return;
  const NamespaceProbe probe = probe_bubblewrap(binary.real_path);
  if (!probe.creates_namespace) binary.refusal = probe.evidence;
}

}  // namespace

std::vector<BinaryFacts> look_at_binaries(const Host& host, const std::vector<std::string>& asked,
                                          const Generation& current) {
  std::vector<BinaryFacts> binaries;
  for (const std::string& path : asked) add(binaries, facts_about(host, path, "", true));
  if (!asked.empty()) return binaries;
  for (const PlannedBinary& binary : current.binaries) {
    const auto programs = binary.glob ? programs_matching(host.root, binary.path) : std::vector{binary.path};
    for (const std::string& program : programs) add(binaries, facts_about(host, program, binary.policy, false));
  }
  if (is_program(host.root, bwrap_path)) add(binaries, facts_about(host, bwrap_path, "", false));
  return binaries;
}

std::vector<BinaryFacts> tried(const Host& host, std::vector<BinaryFacts> binaries,
                               const std::optional<NamespaceUse>& baseline) {
  std::vector<BinaryFacts*> programs;
  for (BinaryFacts& binary : binaries) {
    if (binary.is_program) programs.push_back(&binary);
  }
  host.doing("trying the programs");
  attempt(
      [&] {
        if (host.kernel) try_programs(programs);
      },
      [&](const Failure& failure) {
        for (BinaryFacts* binary : programs) binary->label_gap = failure.what();
      });
  for (BinaryFacts* binary : programs) {
    if (!host.kernel) binary->use = baseline;
    attempt([&] { run_bubblewrap(*binary); }, [&](const Failure& failure) { binary->label_gap = failure.what(); });
  }
  return binaries;
}

}  // namespace aug
