
#include "app/report.h"
#include "core/text/format.h"
#include "core/text/wrapped.h"

namespace aug::app {
namespace {

std::string painted_state(SettingState state, const Style& style) {
  const std::string padded = aug::format("{:<{}}", name_of(state), width_of_state);
  return !is_good(state)                    ? style.bad(padded)
         : state == SettingState::in_effect ? style.good(padded)
                                            : style.weak(padded);
}

std::string line_of(const ExaminedSysctl& examined, const Style& style) {
  const PlannedSysctl& sysctl = examined.sysctl;
  const std::string setting = aug::format("{} = {}", sysctl.name, sysctl.value);
  std::string line = aug::format("{} {}  ({})", painted_state(examined.state, style),
                                 weakens_host(sysctl) ? style.bad(setting) : setting, sysctl.policy);
  if (!examined.detail.empty()) line += ": " + examined.detail;
  if (weakens_host(sysctl))
    line += aug::format("; {}: {}", style.bad("less protection for the whole host"), sysctl.reason);
  return wrapped(style.only_ours(line), width_of_state + 1, style.width) + "\n";
}

std::string words_for(const PlannedUnit& unit) {
  std::string words = aug::format("{} unit {}:", name_of(unit.scope), unit.unit);
  for (const auto& [name, value] : unit.set) words += aug::format(" {}={}", name, value);
  return words;
}

std::string line_of(const ExaminedUnit& examined, const Style& style) {
  std::string line =
      aug::format("{} {}  ({})", painted_state(examined.state, style), words_for(examined.unit), examined.unit.policy);
  if (!examined.detail.empty()) line += ": " + examined.detail;
  return wrapped(style.only_ours(line), width_of_state + 1, style.width) + "\n";
}

Json json_of(const ExaminedUnit& examined) {
  Json set = Json::object();
  for (const auto& [name, value] : examined.unit.set) set[name] = value;
  return {{"policy", examined.unit.policy},        {"unit", examined.unit.unit},
          {"scope", name_of(examined.unit.scope)}, {"set", set},
          {"state", name_of(examined.state)},      {"detail", examined.detail}};
}

}  // namespace

std::string settings_text(const ExaminedSettings& settings, const Style& style) {
  std::string text;
  for (const ExaminedSysctl& examined : settings.sysctls) text += line_of(examined, style);
  for (const ExaminedUnit& examined : settings.units) text += line_of(examined, style);
  return text;
}

std::string warnings_text(const ExaminedSettings& settings, const Style& style) {
  std::string text;
  for (const auto& [sysctl, state, now, detail] : settings.sysctls) {
    if (!weakens_host(sysctl)) continue;
    text +=
        aug::format("{} ({}): {}\n",
                    style.bad(aug::format("less protection for the whole host: {} = {}", sysctl.name, sysctl.value)),
                    sysctl.policy, sysctl.reason);
  }
  return text;
}

void add_settings(Json& fields, const ExaminedSettings& settings) {
  fields["sysctls"] = Json::array();
  for (const auto& [sysctl, state, now, detail] : settings.sysctls) {
    fields["sysctls"].push_back({{"policy", sysctl.policy},
                                 {"name", sysctl.name},
                                 {"value", sysctl.value},
                                 {"now", now},
                                 {"before", sysctl.before},
                                 {"state", name_of(state)},
                                 {"reason", sysctl.reason},
                                 {"detail", detail}});
  }
  fields["units"] = Json::array();
  for (const ExaminedUnit& examined : settings.units) fields["units"].push_back(json_of(examined));
}

}  // namespace aug::app
