#include "actions/read_policies.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("a policy that others can change is read, with a warning that says who") {
  const std::string text = "version: 1\nname: p\nbinaries: [{path: /usr/bin/bwrap, template: bwrap}]\n";
  Diagnoses notices;
  CHECK(read_policies({{text, "p.yaml"}}, notices).size() == 1);
  CHECK(notices.empty());
  CHECK(read_policies({{text, "p.yaml", "/tmp/p.yaml belongs to user 1000"}}, notices).size() == 1);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].severity == Severity::warning);
  CHECK(notices[0].message == "others than root can change this policy: /tmp/p.yaml belongs to user 1000");
}
