#include "core/doctor/checks.h"
#include "core/text/format.h"

namespace aug {
namespace {

using Level = Check::Level;

RemedyLine remedy_for(const StaleProcess& process) {
  if (process.unit.empty()) return RemedyNote{aug::format("start process {} anew", process.pid)};
  return RemedyCommand{"systemctl", {"try-restart", process.unit}};
}

Check check_of(const StaleProcess& process) {
  return {"stale-process"_id,
          Level::warn,
          aug::format("process {} ({}) {}", process.pid, process.program, process.why),
          "",
          {remedy_for(process)}};
}

}  // namespace

Checks checks_on_processes(const DoctorFacts& facts) {
  Checks checks;
  for (const StaleProcess& process : facts.processes.stale) checks.push_back(check_of(process));
  if (checks.empty() && facts.is_root && !facts.is_image) {
    checks.push_back({"processes"_id, Level::ok, "no process runs with a profile of the past", ""});
  }
  return checks;
}

}  // namespace aug
