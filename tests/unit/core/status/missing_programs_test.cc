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

TEST_CASE("a policy none of whose helpers is there is told of, but not beside its program that is not") {
  ExaminedBinary agent = binary_of("agent", "/usr/bin/bwrap", BinaryState::granted);
  agent.helpers = {{{"/opt/1/helper", "/opt/1/helper"}, "helper_bwrap", BinaryState::missing},
                   {{"/opt/2/helper", "/opt/2/helper"}, "helper_bwrap", BinaryState::missing}};
  const Diagnoses warnings = warnings_on_missing({agent, binary_of("other", "/usr/bin/other", BinaryState::granted)});
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].id == "no-helper-there");
  CHECK(warnings[0].message ==
        "no helper of the policy 'agent' is there, so nothing can make a namespace in the sandbox; it names "
        "/opt/1/helper, /opt/2/helper");
  agent.helpers[1].state = BinaryState::unproved;
  CHECK(warnings_on_missing({agent}).empty());
  agent.state = agent.helpers[1].state = BinaryState::missing;
  REQUIRE(warnings_on_missing({agent}).size() == 1);
  CHECK(warnings_on_missing({agent})[0].id == "no-program-there");
}
