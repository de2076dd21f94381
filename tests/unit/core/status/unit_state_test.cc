#include "core/status/unit_state.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

const PlannedUnit unit{"p", "x.service", UnitScope::user, {{"PrivateTmp", "no"}, {"ReadOnlyPaths", ""}}};

UnitAtManager shown(const std::string& uid, const std::string& text) {
  return read_shown(uid, "LoadState=loaded\n" + text);
}

UnitAtManager silent(const std::string& uid) {
  return {uid, "no answer", false, {}, 0, 0};
}

std::string said(const std::vector<UnitAtManager>& managers, bool is_overruled_by_root = false) {
  const ExaminedUnit examined = examined_at_managers(unit, managers, is_overruled_by_root);
  return std::string(name_of(examined.state)) + ": " + examined.detail;
}

}  // namespace

TEST_CASE("what systemctl shows of a unit is read") {
  CHECK(properties_for(unit) == "LoadState,MainPID,ExecMainStartTimestampMonotonic,PrivateTmp,ReadOnlyPaths");
  const UnitAtManager read = read_shown(
      "1000",
      "MainPID=77\nExecMainStartTimestampMonotonic=5000000001\nPrivateTmp=yes\nReadOnlyPaths=/a=b\nLoadState=loaded\n");
  CHECK(read.uid == "1000");
  CHECK(read.is_known);
  CHECK(read.main_pid == 77);
  CHECK(read.started == 5'000'000'001);
  CHECK(read.values == std::map<std::string, std::string>{{"PrivateTmp", "yes"}, {"ReadOnlyPaths", "/a=b"}});
  CHECK_FALSE(read_shown("", "LoadState=not-found\nMainPID=x").is_known);
  CHECK_FALSE(read_shown("", "").flaw.empty());
  CHECK(read_shown("", "LoadState=loaded\n").flaw.empty());
}

TEST_CASE("a unit is in effect where a manager resolves what the policy says") {
  CHECK(said({shown("1000", "PrivateTmp=no\nReadOnlyPaths=\n")}) == "in-effect: ");
  CHECK(said({shown("1000", "PrivateTmp=no\n")}) == "in-effect: ");  // an older systemd knows fewer directives
  CHECK(said({shown("1000", "PrivateTmp=no\n"), shown("1001", "PrivateTmp=yes\n")}, true) ==
        "drifted: the manager of 1001 has PrivateTmp=yes");
  CHECK(said({shown("", "PrivateTmp=no\nReadOnlyPaths=/\x1b[1m\n")}) ==
        "drifted: the system's manager has ReadOnlyPaths=/\\x1b[1m");
}

TEST_CASE("a unit that nobody has is staged, and the detail says so") {
  CHECK(said({}) == "staged: no user's manager runs now");
  CHECK(said({read_shown("1000", "LoadState=not-found\nPrivateTmp=yes\n")}) ==
        "staged: no manager that runs has this unit");
  CHECK(said({read_shown("1000", "LoadState=not-found\n"), shown("1001", "PrivateTmp=no\n")}) == "in-effect: ");
}

TEST_CASE("what a user alone has changed is no drift") {
  CHECK(said({shown("1000", "PrivateTmp=no\n"), shown("1001", "PrivateTmp=yes\n")}) ==
        "in-effect: the manager of 1001 has PrivateTmp=yes, by no file of root's");
  CHECK(said({shown("1001", "PrivateTmp=yes\n")}) ==
        "staged: the manager of 1001 has PrivateTmp=yes, by no file of root's");
}

TEST_CASE("a manager that does not answer is no drift") {
  CHECK(said({silent("1000")}) == "staged: cannot ask the manager of 1000: no answer");
  CHECK(said({silent("1000"), shown("1001", "PrivateTmp=no\n")}) ==
        "in-effect: cannot ask the manager of 1000: no answer");
}
