#include "actions/stale_services.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/failure.h"
#include "system/processes.h"
#include "system/systemd.h"
#include "system/unit_managers.h"

namespace aug {
namespace {

bool touch_file(const std::vector<Change>& changes, const std::string& path) {
  return std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
    const auto* place = std::get_if<PlaceFile>(&change.step);
    const auto* remove = std::get_if<RemoveFile>(&change.step);
    return (place != nullptr && place->path == path) || (remove != nullptr && remove->path == path);
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

class Search {
 public:
  Search(const Host& host, const std::vector<Change>& changes) : host_(host), changes_(changes) {}

  void look_at(const PlannedUnit& unit) {
    const std::string path = drop_in_path(unit.scope, unit.unit);
    const bool is_touched = touch_file(changes_, path);
    for (const UnitAtManager& manager : unit_at_managers(host_.root, unit)) {
      if (manager.main_pid == 0 || !started_before(manager, path)) continue;
      if (is_touched || is_in_own_namespace(manager.main_pid)) {
        found_.push_back({unit.unit, manager.uid, manager.main_pid});
      }
    }
  }

  std::vector<StaleService> found() { return std::move(found_); }

 private:
  /// A drop-in that is gone was there when the service started.
  bool started_before(const UnitAtManager& manager, const std::string& path) const {
    const auto status = host_.root.status(path);
    if (!status) return true;
    const Clocks now = clocks_now();
    const std::int64_t started = now.realtime - (now.monotonic - manager.started);
    const std::int64_t placed =
        static_cast<std::int64_t>(status->st_mtim.tv_sec) * 1'000'000 + status->st_mtim.tv_nsec / 1000;
    return started < placed;
  }

  const Host& host_;
  const std::vector<Change>& changes_;
  std::vector<StaleService> found_;
};

std::string name_of(const StaleService& service) {
  return service.uid.empty() ? service.unit : fmt::format("{} of {}", service.unit, service.uid);
}

}  // namespace

std::vector<StaleService> stale_services(const Host& host, const Generation& was, const Generation& now,
                                         const std::vector<Change>& changes) {
  if (!has_systemd(host.root) || !host.is_privileged()) return {};
  Search search(host, changes);
  std::vector<PlannedUnit> units = now.units;
  for (const PlannedUnit& unit : was.units) {
    if (touch_file(changes, drop_in_path(unit.scope, unit.unit))) units.push_back(unit);
  }
  for (const PlannedUnit& unit : each_once(units)) search.look_at(unit);
  return search.found();
}

Diagnoses restart(const std::vector<StaleService>& services) {
  Diagnoses notices;
  for (const StaleService& service : services) {
    try {
      restart_unit(service.uid, service.unit);
      notices.push_back({Severity::notice, {}, fmt::format("restarted {}", name_of(service)), ""});
    } catch (const Failure& failure) {
      notices.push_back({Severity::warning,
                         {},
                         fmt::format("cannot restart {}: {}", name_of(service), failure.what()),
                         "the change is done, and counts when the service starts again"});
    }
  }
  return notices;
}

Diagnoses advice_on(const std::vector<StaleService>& services) {
  Diagnoses notices;
  for (const StaleService& service : services) {
    std::vector<std::string> words{"systemctl"};
    for (std::string& option : options_for_manager(service.uid)) words.push_back(std::move(option));
    notices.push_back(
        {Severity::warning,
         {},
         fmt::format("{} (process {}) runs as it was started, before the change", name_of(service), service.main_pid),
         fmt::format("run '{} try-restart {}'", fmt::join(words, " "), service.unit)});
  }
  return notices;
}

}  // namespace aug
