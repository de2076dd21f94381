#include "actions/stale_processes.h"

#include <algorithm>
#include <set>

#include "core/apparmor/label.h"
#include "core/text/format.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// What a link of others leads to was never given a profile, and is not for us to speak of.
std::vector<std::string> programs_of(const Host& host, const PlannedBinary& binary) {
  if (!binary.in_profile) return {};
  return binary.glob ? programs_matching(host.root, binary.real_path) : std::vector<std::string>{binary.real_path};
}

std::set<std::string> profiles_of(const Generation& generation) {
  std::set<std::string> names;
  for (const CompiledProfile& profile : generation.compiled) names.insert(profile.name);
  return names;
}

Diagnosis must_restart(const RunningProcess& process, const std::string& why) {
  return {"process-to-restart"_id,
          Severity::warning,
          {},
          aug::format("process {} ({}) {}", process.pid, process.program, why),
          "restart it"};
}

}  // namespace

std::vector<RunningProcess> processes_of(const Host& host, const Generation& generation) {
  if (!host.kernel || !host.root.is_host()) return {};
  std::set<std::string> programs;
  for (const PlannedBinary& binary : generation.binaries) {
    for (const std::string& program : programs_of(host, binary)) programs.insert(program);
  }
  const std::set<std::string> profiles = profiles_of(generation);
  std::vector<RunningProcess> processes = running_processes();
  std::erase_if(processes, [&](const RunningProcess& process) {
    const Label label = label_from(process.label);
    const bool is_confined =
        std::any_of(profiles.begin(), profiles.end(), [&](const std::string& profile) { return label.has(profile); });
    return !is_confined && std::none_of(programs.begin(), programs.end(), [&](const std::string& program) {
      return executes(host.root, process, program);
    });
  });
  return processes;
}

std::vector<Stale> without_their_profile(const Host& host, const Generation& generation,
                                         const std::vector<RunningProcess>& running) {
  std::vector<Stale> stale;
  for (const PlannedBinary& binary : generation.binaries) {
    if (binary.state == BinaryState::granted_by_other) continue;
    const std::vector<std::string> programs = programs_of(host, binary);
    for (const RunningProcess& process : running) {
      const bool runs_it = std::any_of(programs.begin(), programs.end(), [&](const std::string& program) {
        return executes(host.root, process, program);
      });
      if (!runs_it || label_from(process.label).has(binary.profile)) continue;
      stale.push_back({process, aug::format("still runs with the label '{}'", process.label)});
    }
  }
  return stale;
}

Diagnoses stale_processes(const Host& host, const Generation& was, const Generation& now,
                          const std::vector<RunningProcess>& before, const std::set<int>& spoken_of) {
  Diagnoses stale;
  for (const Stale& each : without_their_profile(host, now, processes_of(host, now))) {
    if (!spoken_of.contains(each.process.pid)) stale.push_back(must_restart(each.process, each.why));
  }
  const std::set<std::string> kept = profiles_of(now);
  for (const std::string& profile : profiles_of(was)) {
    if (kept.contains(profile)) continue;
    for (const RunningProcess& process : before) {
      if (label_from(process.label).has(profile) && !spoken_of.contains(process.pid)) {
        stale.push_back(must_restart(process, aug::format("ran under the profile '{}', which is gone", profile)));
      }
    }
  }
  return stale;
}

}  // namespace aug
