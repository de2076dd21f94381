#include "core/status/metrics.h"

#include <algorithm>
#include <iterator>

#include "core/text/format.h"

namespace aug {
namespace {

std::string head(std::string_view name, std::string_view help) {
  return aug::format("# HELP aa_userns_gen_{0} {1}\n# TYPE aa_userns_gen_{0} gauge\n", name, help);
}

std::string single(std::string_view name, std::string_view help, std::int64_t value) {
  return aug::format("{}aa_userns_gen_{} {}\n", head(name, help), name, value);
}

template <typename Examined>
std::string lines_by_state(std::string_view kind, const std::vector<Examined>& examined) {
  std::string text;
  for (const Word<SettingState>& state : setting_states) {
    const auto count = std::count_if(examined.begin(), examined.end(),
                                     [&](const Examined& each) { return each.state == state.value; });
    text += aug::format("aa_userns_gen_settings{{kind=\"{}\",state=\"{}\"}} {}\n", kind, state.word, count);
  }
  return text;
}

std::int64_t helpers_in(const Measured& measured, BinaryState state) {
  std::int64_t count = 0;
  for (const ExaminedBinary& each : measured.binaries) {
    count += std::count_if(each.helpers.begin(), each.helpers.end(),
                           [&](const ExaminedHelper& helper) { return helper.state == state; });
  }
  return count;
}

/// Names of policies need no escapes: small letters, digits and '-'.
bool is_as_applied(const std::string& policy, const Measured& measured) {
  const auto is_bad = [&](const auto& item, const auto& state) { return item.policy == policy && !is_good(state); };
  return std::none_of(measured.binaries.begin(), measured.binaries.end(),
                      [&](const ExaminedBinary& each) { return each.binary.policy == policy && !is_good(each); }) &&
         std::none_of(measured.settings.sysctls.begin(), measured.settings.sysctls.end(),
                      [&](const ExaminedSysctl& each) { return is_bad(each.sysctl, each.state); }) &&
         std::none_of(measured.settings.units.begin(), measured.settings.units.end(),
                      [&](const ExaminedUnit& each) { return is_bad(each.unit, each.state); });
}

}  // namespace

std::string metrics_text(const Measured& measured) {
  std::string text = head("build_info", "The version of aa-userns-gen.");
  text += aug::format("aa_userns_gen_build_info{{version=\"{}\"}} 1\n", measured.version);
  text +=
      single("generation", "The generation that is in effect; 0 where nothing was ever applied.", measured.generation);
  text += single("last_change_timestamp_seconds", "When the host was last changed; 0 for never.", measured.last_change);
  text += single("interrupted", "Whether a change was interrupted, or is under way.", measured.interrupted ? 1 : 0);
  text += head("policy_as_applied", "Whether all that the policy names is as it was applied.");
  for (const std::string& policy : measured.policies) {
    text += aug::format("aa_userns_gen_policy_as_applied{{policy=\"{}\"}} {}\n", policy,
                        is_as_applied(policy, measured) ? 1 : 0);
  }
  text += head("binaries", "Binaries of the applied policies, by state; each policy that names one counts.");
  for (const Word<BinaryState>& state : binary_states) {
    if (state.value == BinaryState::would_grant) continue;  // of what is not applied yet
    const auto count = std::count_if(measured.binaries.begin(), measured.binaries.end(),
                                     [&](const ExaminedBinary& each) { return each.state == state.value; });
    text += aug::format("aa_userns_gen_binaries{{state=\"{}\"}} {}\n", state.word, count);
  }
  text += head("helpers", "Helpers of these binaries in their sandboxes, by state; each binary that has one counts.");
  for (const Word<BinaryState>& state : binary_states) {
    if (state.value != BinaryState::would_grant) {
      text += aug::format("aa_userns_gen_helpers{{state=\"{}\"}} {}\n", state.word, helpers_in(measured, state.value));
    }
  }
  text += head("settings", "Kernel settings and units of the applied policies, by state.");
  return text + lines_by_state("sysctl", measured.settings.sysctls) + lines_by_state("unit", measured.settings.units);
}

}  // namespace aug
