#include "core/host_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "core/ascii.h"
#include "core/policy_fields.h"
#include "core/policy_values.h"
#include "core/repeats.h"
#include "core/shown_text.h"
#include "core/utf8.h"

namespace aug {

namespace {

constexpr std::array<std::string_view, 4> sysctl_keys = {"name", "value", "if_absent", "reason"};
constexpr std::array<Choice<bool>, 2> absent_choices = {{{"fail", false}, {"skip", true}}};
constexpr std::array<std::string_view, 3> unit_keys = {"unit", "scope", "set"};
constexpr std::array<std::string_view, 4> sysctl_names = {
    "kernel.apparmor_restrict_unprivileged_userns", "kernel.apparmor_restrict_unprivileged_unconfined",
    "kernel.unprivileged_userns_clone", "user.max_user_namespaces"};
constexpr std::array<Choice<UnitScope>, 2> scope_choices = {{{"user", UnitScope::user}, {"system", UnitScope::system}}};

constexpr std::string_view unit_ending = ".service";
constexpr std::size_t longest_file_name = 255;

bool is_letter_or_digit(char c) {
  return is_letter(c) || is_digit(c);
}

std::string read_sysctl_name(Fields& fields, Mistakes& mistakes) {
  const YamlValue* value = fields.require("name", fmt::format("add 'name:' with {}", enumerated(sysctl_names)));
  const std::optional<std::string> name = fields.text("name");
  if (!name) return "";
  if (std::ranges::find(sysctl_names, *name) != sysctl_names.end()) return *name;
  std::string hint = did_you_mean(*name, sysctl_names);
  if (hint.empty()) hint = fmt::format("possible here: {}", enumerated(sysctl_names));
  mistakes.add(value->offset, fmt::format("a policy cannot set {}", quoted(*name)), hint);
  return "";
}

std::int64_t read_sysctl_value(Fields& fields, const std::string& name, Mistakes& mistakes) {
  const YamlValue* value = fields.require("value", "add 'value:' with a whole number");
  if (value == nullptr) return 0;
  const std::optional<std::int64_t> number = read_whole_number(*value, "'value'", mistakes);
  if (!number) return 0;
  const bool is_switch = name.starts_with("kernel.");
  const std::int64_t largest = is_switch ? 1 : std::numeric_limits<std::int32_t>::max();
  if (*number >= 0 && *number <= largest) return *number;
  const std::string range =
      is_switch ? fmt::format("0 or 1 for {}", quoted(name)) : fmt::format("from 0 to {}", largest);
  mistakes.add(value->offset, fmt::format("'value' must be {}, not {}", range, quoted(value->text)));
  return 0;
}

SysctlSetting read_sysctl(const YamlValue& item, Repeats& names, Mistakes& mistakes) {
  Fields fields(item, sysctl_keys, mistakes);
  SysctlSetting setting;
  setting.place = mistakes.source().place(item.offset);
  setting.name = read_sysctl_name(fields, mistakes);
  if (!setting.name.empty()) names.see(setting.name, fields.offset_of("name"));
  const std::size_t mistakes_before = mistakes.count();
  setting.value = read_sysctl_value(fields, setting.name, mistakes);
  const bool value_is_known = mistakes.count() == mistakes_before;
  setting.may_be_absent = fields.choice("if_absent", absent_choices, false);
  setting.reason = fields.text("reason").value_or("");
  const bool weakens = setting.name.starts_with("kernel.apparmor_restrict_") && setting.value == 0 && value_is_known;
  if (weakens && !fields.has("reason")) {
    mistakes.add(item.offset, fmt::format("turning {} off needs a reason", quoted(setting.name)),
                 "add 'reason:' with a sentence for whoever reviews this");
  }
  return setting;
}

bool is_unit_name(std::string_view name) {
  const auto allowed = [](char c) {
    return is_letter_or_digit(c) || std::string_view("@:_.-").find(c) != std::string_view::npos;
  };
  return name.size() > unit_ending.size() && name.size() <= longest_file_name && name.ends_with(unit_ending) &&
         name.front() != '.' && std::ranges::all_of(name, allowed);
}

std::string read_unit_name(Fields& fields, Mistakes& mistakes) {
  const YamlValue* value = fields.require("unit", "add 'unit:' with the name of a service");
  const std::optional<std::string> name = fields.text("unit");
  if (!name) return "";
  if (is_unit_name(*name)) return *name;
  const bool lacks_ending = is_unit_name(*name + std::string(unit_ending)) && name->find('.') == std::string::npos;
  mistakes.add(
      value->offset, fmt::format("'unit' must be the name of a service, not {}", quoted(*name)),
      lacks_ending ? fmt::format("write '{}{}'", *name, unit_ending) : "write a name such as 'example.service'");
  return "";
}

// Why `value` would not stay on its line of a drop-in, or "".
std::string flaw_in_directive(std::string_view value) {
  if (value.ends_with('\\')) return "must not end in a backslash, which would take in the next line";
  if (!is_plain_line(value)) return "must be one line without control characters";
  return "";
}

std::optional<std::string> read_directive_value(const YamlValue& value, const std::string& name, Mistakes& mistakes) {
  if (value.kind == YamlValue::Kind::nothing) {
    mistakes.add(value.offset, fmt::format("{} has no value", quoted(name)), "write '' to set it to nothing");
    return std::nullopt;
  }
  if (const std::optional<bool> boolean = meant_boolean(value)) return *boolean ? "yes" : "no";
  std::optional<std::string> word = read_word(value, quoted(name), mistakes);
  if (!word) return std::nullopt;
  const std::string flaw = flaw_in_directive(*word);
  if (flaw.empty()) return word;
  mistakes.add(value.offset, fmt::format("{} {}", quoted(name), flaw));
  return std::nullopt;
}

std::vector<UnitDirective> read_directives(const YamlValue& map, Mistakes& mistakes) {
  std::vector<UnitDirective> directives;
  if (!is_map(map, "'set'", mistakes)) return directives;
  if (map.keys.empty()) mistakes.add(map.offset, "'set' must name at least one directive");
  for (std::size_t at = 0; at < map.keys.size(); ++at) {
    const YamlKey& key = map.keys[at];
    if (key.text.empty() || !std::ranges::all_of(key.text, is_letter_or_digit)) {
      mistakes.add(key.offset, fmt::format("{} is no directive of a unit", quoted(key.text)),
                   "write a name of letters and digits, such as 'PrivateTmp'");
    } else if (const auto value = read_directive_value(map.items[at], key.text, mistakes)) {
      directives.push_back({key.text, *value, mistakes.source().place(key.offset)});
    }
  }
  return directives;
}

UnitSetting read_unit(const YamlValue& item, Repeats& user_units, Repeats& system_units, Mistakes& mistakes) {
  Fields fields(item, unit_keys, mistakes);
  UnitSetting setting;
  setting.place = mistakes.source().place(item.offset);
  setting.unit = read_unit_name(fields, mistakes);
  setting.scope = fields.choice("scope", scope_choices, UnitScope::user);
  Repeats& units = setting.scope == UnitScope::user ? user_units : system_units;
  if (!setting.unit.empty()) units.see(setting.unit, fields.offset_of("unit"));
  const YamlValue* set = fields.require("set", "add 'set:' with the directives");
  if (set != nullptr) setting.set = read_directives(*set, mistakes);
  return setting;
}

}  // namespace

std::vector<SysctlSetting> read_sysctl_settings(const YamlValue& list, Mistakes& mistakes) {
  std::vector<SysctlSetting> settings;
  Repeats names("sysctl", "leave one of them out", mistakes);
  if (!is_list(list, "'sysctls'", mistakes)) return settings;
  for (const YamlValue& item : list.items) {
    if (is_map(item, "each item of 'sysctls'", mistakes)) settings.push_back(read_sysctl(item, names, mistakes));
  }
  return settings;
}

std::vector<UnitSetting> read_unit_settings(const YamlValue& list, Mistakes& mistakes) {
  std::vector<UnitSetting> settings;
  static const std::string hint = "put all its directives under one 'set:'";
  Repeats user_units("user unit", hint, mistakes);
  Repeats system_units("system unit", hint, mistakes);
  if (!is_list(list, "'units'", mistakes)) return settings;
  for (const YamlValue& item : list.items) {
    if (!is_map(item, "each item of 'units'", mistakes)) continue;
    settings.push_back(read_unit(item, user_units, system_units, mistakes));
  }
  return settings;
}

}  // namespace aug
