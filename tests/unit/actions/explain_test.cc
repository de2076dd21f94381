#include "actions/explain.h"

#include <doctest/doctest.h>

#include "support/failure_of.h"

using namespace aug;

TEST_CASE("the words of a command line are one text to explain") {
  const Explanations explanations = explain({"bwrap:", "setting up uid map:", "Permission denied"});
  REQUIRE(explanations.found.size() == 1);
  CHECK(explanations.found[0].message->id == "bwrap-uid-map");
  CHECK(failure_of([] { explain({" ", "\n"}); }).code() == ExitCode::usage);
}
