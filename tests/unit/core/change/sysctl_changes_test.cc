#include "core/change/sysctl_changes.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

Generation setting(const std::string& value, bool is_skipped = false) {
  Generation generation;
  generation.sysctls = {{"a", "kernel.x", value, "", "1", is_skipped}, {"b", "kernel.x", value, "", "1", is_skipped}};
  return generation;
}

std::vector<Change> changes(const Generation& from, const Generation& to, const std::string& now) {
  HostState host;
  if (!now.empty()) host.sysctls["kernel.x"] = now;
  std::vector<Change> all;
  add_sysctl_changes(all, from, to, host);
  return all;
}

}  // namespace

TEST_CASE("a value that differs is set once, and set back to what it was just now") {
  const auto made = changes({}, setting("0"), "7");
  REQUIRE(made.size() == 1);
  CHECK(made[0].step == Step(SetSysctl{"kernel.x", "0"}));
  CHECK(made[0].undo == std::vector<Step>{SetSysctl{"kernel.x", "7"}});
  CHECK(changes({}, setting("0"), "0").empty());
}

TEST_CASE("a value that is no longer wanted goes back to what it was before, unless somebody changed it since") {
  const auto made = changes(setting("0"), {}, "0");
  REQUIRE(made.size() == 1);
  CHECK(made[0].step == Step(SetSysctl{"kernel.x", "1"}));
  CHECK(changes(setting("0"), {}, "7").empty());
}

TEST_CASE("nothing is set that the kernel lacks, or that was skipped") {
  CHECK(changes({}, setting("0"), "").empty());
  CHECK(changes({}, setting("0", true), "7").empty());
}

TEST_CASE("there is no way back to a value that was never seen, or in a kernel without the setting") {
  Generation from = setting("0");
  CHECK(changes(from, {}, "").empty());
  for (PlannedSysctl& sysctl : from.sysctls) sysctl.before = "";
  CHECK(changes(from, {}, "0").empty());
}

TEST_CASE("a value that both want is not set back, not even where the second skips it") {
  CHECK(changes(setting("0"), setting("0"), "0").empty());
  CHECK(changes(setting("0"), setting("0", true), "0").empty());
  Generation other = setting("5");
  for (PlannedSysctl& sysctl : other.sysctls) sysctl.name = "kernel.y";
  const auto made = changes(setting("0"), other, "0");
  REQUIRE(made.size() == 1);
  CHECK(made[0].step == Step(SetSysctl{"kernel.x", "1"}));
}
