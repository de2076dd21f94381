#include "core/policy/unit_entries.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/host/service_directives.h"
#include "core/host/unit_scope.h"
#include "core/policy/policy_fields.h"
#include "core/policy/policy_values.h"
#include "core/policy/repeats.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

constexpr std::array<std::string_view, 3> unit_keys = {"unit", "scope", "set"};

constexpr std::string_view unit_ending = ".service";
constexpr std::size_t longest_file_name = 255;

bool is_unit_name(std::string_view name) {
  const auto allowed = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("@:_.-").find(c) != std::string_view::npos;
  };
  return name.size() > unit_ending.size() && name.size() <= longest_file_name && name.ends_with(unit_ending) &&
         name.front() != '.' && name.front() != '-' && std::ranges::all_of(name, allowed);
}

std::string read_unit_name(Fields& fields, Mistakes& mistakes) {
  const YamlValue* value = fields.require("unit", "add 'unit:' with the name of a service");
  const std::optional<std::string> name = fields.text("unit");
  if (!name) return "";
  if (is_unit_name(*name)) return *name;
  const bool lacks_ending = is_unit_name(*name + std::string(unit_ending)) && name->find('.') == std::string::npos;
  mistakes.add(
      "bad-unit-name"_id, value->offset, aug::format("'unit' must be the name of a service, not {}", quoted(*name)),
      lacks_ending ? aug::format("write '{}{}'", *name, unit_ending) : "write a name such as 'example.service'");
  return "";
}

/// The table's entry for a key of 'set', or null and a mistake.
const NamespaceDirective* find_directive(const YamlKey& key, Mistakes& mistakes) {
  const auto known = known_namespace_directives();
  const auto* found = find_namespace_directive(key.text);
  if (found == nullptr) {
    std::vector<std::string_view> names;
    for (const NamespaceDirective& each : known) names.push_back(each.name);
    std::string hint = did_you_mean(key.text, names);
    if (hint.empty())
      hint = "leave it out: a policy switches off what makes systemd create a user namespace, and no more";
    mistakes.add("directive-not-offered"_id, key.offset,
                 aug::format("a policy cannot set {} in a unit", quoted(key.text)), hint);
  } else if (found->name == "PrivateUsers") {
    mistakes.add(
        "directive-not-offered"_id, key.offset,
        "'PrivateUsers' does not help: systemd makes a user namespace for other directives all the same",
        "name those that the unit has, such as 'PrivateTmp: false'; take PrivateUsers= itself out of the unit");
    return nullptr;
  }
  return found;
}

bool is_no(const YamlValue& value) {
  constexpr std::array<std::string_view, 3> no = {"false", "no", "off"};
  return value.kind == YamlValue::Kind::text && std::ranges::find(no, small_letters(value.text)) != no.end();
}

/// Whether the value is the one that switches the directive off; any other is a mistake.
bool is_off(const YamlValue& value, const NamespaceDirective& directive, Mistakes& mistakes) {
  const bool is_list = directive.off.empty();
  const bool is_empty = value.kind == YamlValue::Kind::text && value.text.empty();
  if (is_list ? is_empty : is_no(value)) return true;
  std::string message = aug::format(
      "'{}' can only be switched off: any other value makes systemd create a user namespace", directive.name);
  if (is_empty) message = aug::format("setting '{}' to nothing leaves it as it is", directive.name);
  if (is_list) {
    message =
        aug::format("'{}' can only be emptied: any path in it makes systemd create a user namespace", directive.name);
  }
  mistakes.add("bad-directive-value"_id, value.offset, message,
               aug::format("write '{}: {}'", directive.name, is_list ? "\"\"" : "false"));
  return false;
}

std::vector<UnitDirective> read_directives(const YamlValue& map, Mistakes& mistakes) {
  std::vector<UnitDirective> directives;
  if (!is_map(map, "'set'", mistakes)) return directives;
  if (map.keys.empty()) mistakes.add("empty-list"_id, map.offset, "'set' must name at least one directive");
  for (std::size_t at = 0; at < map.keys.size(); ++at) {
    const NamespaceDirective* directive = find_directive(map.keys[at], mistakes);
    if (directive == nullptr || !is_off(map.items[at], *directive, mistakes)) continue;
    directives.push_back(
        {std::string(directive->name), std::string(directive->off), mistakes.source().location(map.keys[at].offset)});
  }
  return directives;
}

UnitSetting read_unit(const YamlValue& item, Repeats& user_units, Repeats& system_units, Mistakes& mistakes) {
  Fields fields(item, unit_keys, mistakes);
  UnitSetting setting;
  setting.location = mistakes.source().location(item.offset);
  setting.unit = read_unit_name(fields, mistakes);
  setting.scope = fields.choice("scope", unit_scopes, UnitScope::user);
  Repeats& units = setting.scope == UnitScope::user ? user_units : system_units;
  if (!setting.unit.empty()) units.see(setting.unit, fields.offset_of("unit"));
  const YamlValue* set = fields.require("set", "add 'set:' with the directives");
  if (set != nullptr) setting.set = read_directives(*set, mistakes);
  return setting;
}

}  // namespace

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
