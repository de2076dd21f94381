#include "actions/stale_processes.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/apparmor/label.h"
#include "core/text/format.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// What a link of others leads to was never given a profile, and is not for us to speak of.
std::set<std::string> programs_of(const Host& host, const PlannedBinary& binary) {
  if (!binary.in_profile) return {};
  if (!binary.glob) return {binary.real_path};
  const std::vector<std::string> found = programs_matching(host.root, binary.real_path);
  return {found.begin(), found.end()};
}

/// A user's pattern may have many programs, and a user many processes: each is compared with the one or two that its
/// own name can mean.
bool runs_one_of(const Host& host, const std::set<std::string>& programs, const RunningProcess& process) {
  constexpr std::string_view gone = " (deleted)";
  std::vector<std::string> named{process.program};
  if (process.program.ends_with(gone)) named.push_back(process.program.substr(0, process.program.size() - gone.size()));
  return std::any_of(named.begin(), named.end(), [&](const std::string& program) {
    return programs.contains(program) && executes(host.root, process, program);
  });
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
    programs.merge(programs_of(host, binary));
  }
  const std::set<std::string> profiles = profiles_of(generation);
  std::vector<RunningProcess> processes = running_processes();
  std::erase_if(processes, [&](const RunningProcess& process) {
    const Label label = label_from(process.label);
    const bool is_confined =
        std::any_of(profiles.begin(), profiles.end(), [&](const std::string& profile) { return label.has(profile); });
    return !is_confined && !runs_one_of(host, programs, process);
  });
  return processes;
}

std::vector<Stale> without_their_profile(const Host& host, const Generation& generation,
                                         const std::vector<RunningProcess>& running) {
  std::vector<Stale> stale;
  for (const PlannedBinary& binary : generation.binaries) {
    if (binary.state == BinaryState::granted_by_other) continue;
    const std::set<std::string> programs = programs_of(host, binary);
    for (const RunningProcess& process : running) {
      if (!runs_one_of(host, programs, process) || label_from(process.label).has(binary.profile)) continue;
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
