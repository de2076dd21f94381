#include "core/status/metrics.h"

#include <doctest/doctest.h>

#include <string_view>

using namespace aug;

namespace {

ExaminedBinary binary_of(const std::string& policy, BinaryState state) {
  PlannedBinary binary;
  binary.policy = policy;
  return {binary, state, ""};
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("each state has its line, also where there is none") {
  const std::string text = metrics_text({"0.1.0", 0, 0, false, {}, {}, {}});
  CHECK(has_line(text, "aa_userns_gen_build_info{version=\"0.1.0\"} 1"));
  CHECK(has_line(text, "aa_userns_gen_generation 0"));
  CHECK(has_line(text, "aa_userns_gen_last_change_timestamp_seconds 0"));
  CHECK(has_line(text, "aa_userns_gen_interrupted 0"));
  for (const char* state :
       {"granted", "granted-by-other", "staged", "missing", "conflict", "drifted", "not-loaded", "not-needed"}) {
    CHECK(has_line(text, std::string("aa_userns_gen_binaries{state=\"") + state + "\"} 0"));
  }
  CHECK(has_line(text, "aa_userns_gen_settings{kind=\"unit\",state=\"drifted\"} 0"));
  CHECK_FALSE(has_line(text, "aa_userns_gen_policy_as_applied"));
}

TEST_CASE("binaries and settings are counted, and a policy is as applied or not") {
  const ExaminedSettings settings{{{{"b", "x", "1", "", "", false}, SettingState::drifted, "0", ""}}, {}};
  const std::string text = metrics_text({"0.1.0",
                                         7,
                                         1763856000,
                                         true,
                                         {"a", "b", "c"},
                                         {binary_of("a", BinaryState::granted), binary_of("a", BinaryState::granted),
                                          binary_of("c", BinaryState::not_loaded)},
                                         settings});
  CHECK(has_line(text, "aa_userns_gen_generation 7"));
  CHECK(has_line(text, "aa_userns_gen_last_change_timestamp_seconds 1763856000"));
  CHECK(has_line(text, "aa_userns_gen_interrupted 1"));
  CHECK(has_line(text, "aa_userns_gen_binaries{state=\"granted\"} 2"));
  CHECK(has_line(text, "aa_userns_gen_binaries{state=\"not-loaded\"} 1"));
  CHECK(has_line(text, "aa_userns_gen_settings{kind=\"sysctl\",state=\"drifted\"} 1"));
  CHECK(has_line(text, "aa_userns_gen_policy_as_applied{policy=\"a\"} 1"));
  CHECK(has_line(text, "aa_userns_gen_policy_as_applied{policy=\"b\"} 0"));
  CHECK(has_line(text, "aa_userns_gen_policy_as_applied{policy=\"c\"} 0"));
}

TEST_CASE("helpers are counted by themselves, and one that is not as applied makes its policy so") {
  ExaminedBinary binary = binary_of("a", BinaryState::granted);
  binary.helpers = {{{"/opt/a", ""}, "helper_bwrap"}, {{"/opt/b", ""}, "helper_bwrap", BinaryState::drifted}};
  const std::string text = metrics_text({"0.1.0", 1, 0, false, {"a"}, {binary}, {}});
  CHECK(has_line(text, "aa_userns_gen_binaries{state=\"granted\"} 1"));
  CHECK(has_line(text, "aa_userns_gen_helpers{state=\"granted\"} 1"));
  CHECK(has_line(text, "aa_userns_gen_helpers{state=\"drifted\"} 1"));
  CHECK(has_line(text, "aa_userns_gen_helpers{state=\"missing\"} 0"));
  CHECK(has_line(text, "aa_userns_gen_policy_as_applied{policy=\"a\"} 0"));
}
