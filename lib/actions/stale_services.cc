#include "actions/stale_services.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/shell_word.h"
#include "core/text/utf8.h"
#include "system/attempt.h"
#include "system/processes.h"
#include "system/systemd.h"
#include "system/unit_managers.h"

namespace aug {
namespace {

bool remove_file(const std::vector<Change>& changes, const std::string& path) {
  return std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
    const auto* remove = std::get_if<RemoveFile>(&change.step);
    return remove != nullptr && remove->path == path;
  });
}

/// The units of a list, each once, whatever policies name it.
std::vector<PlannedUnit> each_once(const std::vector<PlannedUnit>& units) {
  std::vector<PlannedUnit> once;
  for (const PlannedUnit& unit : units) {
    const bool is_known = std::any_of(once.begin(), once.end(), [&](const PlannedUnit& known) {
      return known.unit == unit.unit && known.scope == unit.scope;
    });
    if (!is_known) once.push_back(unit);
  }
  return once;
}

/// In microseconds of the time of day; nullopt when it is gone, and was there when whatever runs now started.
std::optional<std::int64_t> time_of_file(const Root& root, const std::string& path) {
  const auto status = root.status(path);
  if (!status) return std::nullopt;
  return static_cast<std::int64_t>(status->st_mtim.tv_sec) * 1'000'000 + status->st_mtim.tv_nsec / 1000;
}

void add_stale(std::vector<StaleService>& found, const Host& host, const PlannedUnit& unit) {
  const auto placed = time_of_file(host.root, drop_in_path(unit.scope, unit.unit));
  for (const UnitAtManager& manager : unit_at_managers(host.root, unit)) {
    const Clocks now = clocks_now();
    const std::int64_t started = now.realtime - (now.monotonic - manager.started);
    if (manager.main_pid == 0 || (placed && started >= *placed)) continue;
    found.push_back({unit.unit, manager.uid, manager.main_pid, is_in_own_namespace(manager.main_pid)});
  }
}

std::string name_of(const StaleService& service) {
  return service.uid.empty() ? service.unit : aug::format("{} of {}", service.unit, service.uid);
}

std::string how_to_restart(const StaleService& service) {
  std::vector<std::string> words{"systemctl"};
  for (std::string& option : options_for_manager(service.uid)) words.push_back(std::move(option));
  words.insert(words.end(), {"try-restart", service.unit});
  const std::string command = shell_line(words);
  return command.empty() ? "restart it" : aug::format("run '{}'", command);
}

}  // namespace

std::vector<StaleService> stale_services(const Host& host, const Generation& was, const Generation& now,
                                         const std::vector<Change>& changes) {
  if (!has_systemd(host.root) || !host.is_privileged()) return {};
  std::vector<PlannedUnit> units = now.units;
  for (const PlannedUnit& unit : was.units) {
    if (remove_file(changes, drop_in_path(unit.scope, unit.unit))) units.push_back(unit);
  }
  std::vector<StaleService> found;
  for (const PlannedUnit& unit : each_once(units)) add_stale(found, host, unit);
  return found;
}

Diagnoses restart(const std::vector<StaleService>& services) {
  Diagnoses notices;
  for (const StaleService& service : services) {
    attempt(
        [&] {
          restart_unit(service.uid, service.unit);
          notices.push_back(
              {"service-restarted"_id, Severity::notice, {}, aug::format("restarted {}", name_of(service)), ""});
        },
        [&](const Failure& failure) {
          notices.push_back({"service-not-restarted"_id,
                             Severity::warning,
                             {},
                             aug::format("cannot restart {}: {}", name_of(service), failure.what()),
                             "the change is done, and counts when the service starts again"});
        });
  }
  return notices;
}

Diagnoses advice_on(const std::vector<StaleService>& services) {
  Diagnoses notices;
  for (const StaleService& service : services) {
    notices.push_back(
        {"service-to-restart"_id,
         Severity::warning,
         {},
         aug::format("{} (process {}) runs as it was started, before the change{}", name_of(service), service.main_pid,
                     service.is_in_namespace ? ": in the user namespace that systemd made for it" : ""),
         how_to_restart(service)});
  }
  return notices;
}

}  // namespace aug
