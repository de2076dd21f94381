#include "core/status/missing_programs.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

ExaminedBinary binary_of(const std::string& policy, const std::string& path, BinaryState state) {
  PlannedBinary binary;
  binary.policy = policy;
  binary.path = path;
  return {binary, state, ""};
}

}  // namespace

TEST_CASE("a policy none of whose programs is there says where they would be, and no other does") {
  using enum BinaryState;
  const Diagnoses warnings = warnings_on_missing(
      {binary_of("b", "/opt/b", missing), binary_of("a", "/opt/1", missing), binary_of("a", "/opt/2", missing),
       binary_of("c", "/opt/c", missing), binary_of("c", "/opt/d", granted), binary_of("d", "/opt/e", not_needed)});
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0].message == "no program of the policy 'a' is there; it names /opt/1, /opt/2");
  CHECK(warnings[0].severity == Severity::warning);
  CHECK(warnings[1].message == "no program of the policy 'b' is there; it names /opt/b");
  CHECK(warnings_on_missing({}).empty());
}
