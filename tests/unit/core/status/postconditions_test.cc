#include "core/status/postconditions.h"

#include <doctest/doctest.h>

#include <type_traits>

#include "core/text/failure.h"
#include "support/failure_of.h"

using namespace aug;

namespace {

ExaminedBinary binary_in(BinaryState state) {
  PlannedBinary binary;
  binary.policy = "p";
  binary.path = "/usr/bin/a";
  binary.profile = "a";
  return {binary, state, "for a reason"};
}

ExaminedUnit unit_in(SettingState state) {
  return {{"p", "x.service", UnitScope::user, {{"PrivateTmp", "no"}}}, state, "the manager of 1000 has PrivateTmp=yes"};
}

/// "" where all is good.
template <typename Examined>
std::string objection(const Examined& examined, const Generation& before = {},
                      const std::vector<Change>& changes = {}) {
  try {
    if constexpr (std::is_same_v<Examined, ExaminedSettings>) {
      require_good(examined, before, changes);
    } else {
      require_good(examined, before, {}, changes);
    }
    return "";
  } catch (const Failure& failure) {
    return std::to_string(static_cast<int>(failure.code())) + ": " + failure.what();
  }
}

}  // namespace

TEST_CASE("a change stands when each binary is as it should be, not there yet, or served by another") {
  using enum BinaryState;
  for (const BinaryState state : {granted, granted_by_other, staged, missing, not_needed}) {
    CHECK(objection(std::vector{binary_in(state)}) == "");
  }
  CHECK(objection(std::vector{binary_in(drifted)}) == "1: cannot grant namespaces to /usr/bin/a: for a reason");
  CHECK(objection(std::vector{binary_in(conflict)}) == "6: cannot grant namespaces to /usr/bin/a: for a reason");
}

TEST_CASE("what was bad before a change, and has no part in it, is no objection") {
  const std::vector bad{binary_in(BinaryState::drifted)};
  Generation before;
  before.binaries = {bad.front().binary};
  CHECK(objection(bad, before) == "");
  CHECK(objection(bad, before, {{UnloadProfile{"b"}, {}}}) == "");
  CHECK(objection(bad, before, {{UnloadProfile{"a"}, {}}}) != "");
}

TEST_CASE("a grant by another's profile that does not work is a conflict, and one that cannot be tried is none") {
  ExaminedBinary theirs = binary_in(BinaryState::broken);
  theirs.binary.state = BinaryState::granted_by_other;
  theirs.binary.in_profile = false;
  CHECK(objection(std::vector{theirs}) == "6: cannot grant namespaces to /usr/bin/a: for a reason");
  theirs.state = BinaryState::unproved;
  CHECK(objection(std::vector{theirs}) == "");
}

TEST_CASE("what a change leaves out of a profile is no objection") {
  ExaminedBinary left_out = binary_in(BinaryState::not_loaded);
  left_out.binary.in_profile = false;
  CHECK(objection(std::vector{left_out}) == "");
}

TEST_CASE("what others can change in a policy that is applied is no objection to the change of another") {
  ExaminedBinary theirs = binary_in(BinaryState::drifted);
  theirs.binary.allowed = "user-writable: a test";
  Generation before;
  before.policies = {{"p", {"text", "p.yaml"}}};
  before.binaries = {theirs.binary};
  Generation target = before;
  target.policies.push_back({"q", {"text", "q.yaml"}});
  const std::vector<Change> changes{{LoadProfiles{{"a"}, ""}, {}}};
  const auto is_stopped = [&] {
    return failure_of([&] { require_good(std::vector{theirs}, before, target, changes); }).code() == ExitCode::failed;
  };
  CHECK_NOTHROW(require_good(std::vector{theirs}, before, target, changes));
  theirs.binary.allowed = "shell, temporary-path: a test";
  CHECK_NOTHROW(require_good(std::vector{theirs}, before, target, changes));

  theirs.binary.allowed = "shell: user-writable";
  CHECK(is_stopped());
  theirs.binary.allowed = "user-writable: a test";
  target.policies[0].source.text = "another text";
  CHECK(is_stopped());
}

TEST_CASE("a unit whose drop-in the change places must come to what it says") {
  const ExaminedSettings bad{{}, {unit_in(SettingState::drifted)}};
  const std::string said = "1: cannot change the unit x.service: the manager of 1000 has PrivateTmp=yes";
  Generation before;
  CHECK(objection(bad, before) == said);
  before.units = {bad.units.front().unit};
  CHECK(objection(bad, before) == "");
  CHECK(objection(bad, before, {{PlaceFile{drop_in_path(UnitScope::user, "x.service"), {}}, {}}}) == said);
  CHECK(objection(ExaminedSettings{{}, {unit_in(SettingState::staged)}}) == "");
}

TEST_CASE("a setting that does not hold is an objection") {
  ExaminedSysctl sysctl{
      {"p", "user.max_user_namespaces", "9", "", "", false}, SettingState::drifted, "0", "it is 0 now"};
  CHECK(objection(ExaminedSettings{{sysctl}, {}}) == "1: cannot set user.max_user_namespaces to 9: it is 0 now");
  sysctl.state = SettingState::skipped;
  CHECK(objection(ExaminedSettings{{sysctl}, {}}) == "");
}

TEST_CASE("helpers that do not work are an objection, but not those that are not there") {
  ExaminedBinary examined = binary_in(BinaryState::granted);
  examined.helpers = {{{"/opt/gone", ""}, "helper_a", BinaryState::drifted, "it is gone"},
                      {{"/opt/untried", ""}, "helper_a", BinaryState::unproved, "nobody knows"}};
  CHECK(objection(std::vector{examined}) == "");
  examined.helpers.push_back({{"/opt/helper", ""}, "helper_a", BinaryState::broken, "it is refused"});
  CHECK(objection(std::vector{examined}) == "1: cannot let helpers of /usr/bin/a work: /opt/helper: it is refused");
  Generation before;
  before.binaries = {examined.binary};
  CHECK(objection(std::vector{examined}, before) == "");
  examined.binary.state = BinaryState::granted_by_other;
  CHECK(objection(std::vector{examined}).starts_with("6: "));
}
