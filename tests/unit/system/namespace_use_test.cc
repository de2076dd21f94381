#include <doctest/doctest.h>

#include "system/probe.h"

using namespace aug;

TEST_CASE("trying a namespace ends with what failed and why, or with nothing") {
  const NamespaceUse use = use_namespace("");
  CAPTURE(describe(use));
  CHECK(use.works() == (use.error == 0));
  CHECK(use.reached > NamespaceUse::Stage::label);
}

TEST_CASE("without the profile that is asked about, nothing is tried") {
  const NamespaceUse use = use_namespace("no-such-profile-of-a-test");
  CHECK(use.reached == NamespaceUse::Stage::label);
  CHECK(use.error != 0);
  CHECK_FALSE(use.works());
}
