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
