#include "core/text/counted.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("one is singular, none and several are plural") {
  CHECK(counted(0, "profile") == "0 profiles");
  CHECK(counted(1, "profile") == "1 profile");
  CHECK(counted(2, "profile") == "2 profiles");
  CHECK(counted(1, "profile", "compile") == "1 profile compiles");
  CHECK(counted(2, "profile", "compile") == "2 profiles compile");
}
