#include "core/status/examined_binary.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("what nobody looked at stands as it was planned") {
  PlannedBinary theirs;
  theirs.state = BinaryState::granted_by_other;
  theirs.detail = "the profile 'x'";
  const std::vector<ExaminedBinary> examined = as_planned({theirs});
  REQUIRE(examined.size() == 1);
  CHECK(examined[0].binary == theirs);
  CHECK(examined[0].state == BinaryState::granted_by_other);
  CHECK(examined[0].detail == "the profile 'x'");
}

TEST_CASE("a helper stands as its bubblewrap does, but for one that was not there, or was left out") {
  PlannedBinary binary;
  binary.profile = "bwrap";
  binary.helpers = {
      {"/opt/there", "", true}, {"/opt/nowhere", ""}, {"/opt/bad", "", true, false, "left out: it is a shell"}};
  const auto states = [&](BinaryState state) {
    binary.state = state;
    std::vector<BinaryState> found;
    const std::vector<ExaminedBinary> examined = as_planned({binary});
    for (const ExaminedHelper& each : examined.front().helpers) found.push_back(each.state);
    return found;
  };
  using enum BinaryState;
  CHECK(states(granted) == std::vector{granted, missing, missing});
  CHECK(states(granted_by_other) == std::vector{granted, missing, missing});
  CHECK(states(staged) == std::vector{staged, missing, missing});
  CHECK(states(not_needed) == std::vector{not_needed, not_needed, not_needed});

  binary.state = granted;
  const ExaminedBinary foreseen = as_foreseen({binary}).front();
  CHECK(foreseen.helpers.at(0).state == would_grant);
  CHECK(foreseen.helpers.at(0).profile == "helper_bwrap");
  CHECK(foreseen.helpers.at(2).detail == "left out: it is a shell");
  binary.by = "theirs";
  CHECK(as_planned({binary}).front().helpers.at(0).profile == "helper_theirs");
}

TEST_CASE("a binary is good when its helpers are") {
  ExaminedBinary examined{{}, BinaryState::granted, "", {{{"/opt/a", ""}, "helper_bwrap"}}};
  CHECK(is_good(examined));
  examined.helpers[0].state = BinaryState::drifted;
  CHECK_FALSE(is_good(examined));
}
