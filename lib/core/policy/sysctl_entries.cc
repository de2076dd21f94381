#include "core/policy/sysctl_entries.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "core/host/sysctl_names.h"
#include "core/policy/policy_fields.h"
#include "core/policy/policy_values.h"
#include "core/policy/repeats.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {

namespace {

constexpr std::array<std::string_view, 4> sysctl_keys = {"name", "value", "if_absent", "reason"};
constexpr auto absent_choices = std::to_array<Word<bool>>({{"fail", false}, {"skip", true}});

std::string read_sysctl_name(Fields& fields, Mistakes& mistakes) {
  const YamlValue* value =
      fields.require("name", aug::format("add 'name:' with {}", enumerated(sysctl_name::settable)));
  const std::optional<std::string> name = fields.text("name");
  if (!name) return "";
  if (std::ranges::find(sysctl_name::settable, *name) != sysctl_name::settable.end()) return *name;
  std::string hint = did_you_mean(*name, sysctl_name::settable);
  if (hint.empty()) hint = aug::format("possible here: {}", enumerated(sysctl_name::settable));
  mistakes.add("setting-not-offered"_id, value->offset, aug::format("a policy cannot set {}", quoted(*name)), hint);
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
      is_switch ? aug::format("0 or 1 for {}", quoted(name)) : aug::format("from 0 to {}", largest);
  mistakes.add("bad-setting-value"_id, value->offset,
               aug::format("'value' must be {}, not {}", range, quoted(value->text)));
  return 0;
}

SysctlSetting read_sysctl(const YamlValue& item, Repeats& names, Mistakes& mistakes) {
  Fields fields(item, sysctl_keys, mistakes);
  SysctlSetting setting;
  setting.location = mistakes.source().location(item.offset);
  setting.name = read_sysctl_name(fields, mistakes);
  if (!setting.name.empty()) names.see(setting.name, fields.offset_of("name"));
  const std::size_t mistakes_before = mistakes.count();
  setting.value = read_sysctl_value(fields, setting.name, mistakes);
  const bool value_is_known = mistakes.count() == mistakes_before;
  setting.may_be_absent = fields.choice("if_absent", absent_choices, false);
  setting.reason = fields.text("reason").value_or("");
  const bool weakens =
      setting.name.starts_with(sysctl_name::restriction_prefix) && setting.value == 0 && value_is_known;
  if (weakens && !fields.has("reason")) {
    mistakes.add("missing-reason"_id, item.offset, aug::format("turning {} off needs a reason", quoted(setting.name)),
                 "add 'reason:' with a sentence for whoever reviews this");
  }
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

}  // namespace aug
