#include "core/status/unit_state.h"

#include <charconv>

#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

template <typename Number>
Number number_in(std::string_view text) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// "" where the manager resolves what the policy sets, or does not know such a directive.
std::string difference(const PlannedUnit& unit, const UnitAtManager& manager) {
  for (const PlannedUnit::Directive& wanted : unit.set) {
    const auto value = manager.values.find(wanted.name);
    if (value == manager.values.end() || value->second == wanted.value) continue;
    return aug::format("{} has {}={}", name_of_manager(manager.uid), wanted.name, harmless(value->second));
  }
  return "";
}

}  // namespace

std::string properties_for(const PlannedUnit& unit) {
  std::string names = "LoadState,MainPID,ExecMainStartTimestampMonotonic";
  for (const PlannedUnit::Directive& directive : unit.set) names += "," + directive.name;
  return names;
}

UnitAtManager read_shown(const std::string& uid, std::string_view text) {
  UnitAtManager shown{uid, "", true, {}, 0, 0};
  if (text.find("LoadState=") == std::string_view::npos) shown.flaw = "its manager gave no answer";
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, equals);
    const std::string_view value = line.substr(equals + 1);
    if (name == "LoadState") {
      shown.is_known = value != "not-found";
    } else if (name == "MainPID") {
      shown.main_pid = number_in<int>(value);
    } else if (name == "ExecMainStartTimestampMonotonic") {
      shown.started = number_in<std::int64_t>(value);
    } else {
      shown.values[std::string(name)] = value;
    }
  }
  return shown;
}

std::vector<std::string> options_for_manager(const std::string& uid) {
  if (uid.empty()) return {};
  return {"--user", aug::format("--machine={}@", uid)};
}

std::string name_of_manager(const std::string& uid) {
  return uid.empty() ? "the system's manager" : aug::format("the manager of {}", uid);
}

ExaminedUnit examined_at_managers(const PlannedUnit& unit, const std::vector<UnitAtManager>& managers,
                                  bool is_overruled_by_root) {
  ExaminedUnit examined{unit, SettingState::staged,
                        managers.empty() ? "no user's manager runs now" : "no manager that runs has this unit"};
  std::string exception;
  for (const UnitAtManager& manager : managers) {
    if (!manager.flaw.empty()) exception = aug::format("cannot ask {}: {}", name_of_manager(manager.uid), manager.flaw);
    if (!manager.is_known) continue;
    const std::string other = difference(unit, manager);
    if (other.empty()) {
      examined = {unit, SettingState::in_effect, ""};
    } else if (manager.uid.empty() || is_overruled_by_root) {
      return {unit, SettingState::drifted, other};
    } else {
      exception = other + ", by no file of root's";
    }
  }
  if (!exception.empty()) examined.detail = exception;
  return examined;
}

}  // namespace aug
