#include "core/host/other_version.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("paths of other versions are looked for where a part of the path has a digit, from its end on") {
  CHECK(patterns_of_other_versions("/opt/v2/agent/1.0/helper") ==
        std::vector<std::string>{"/opt/v2/agent/*/helper", "/opt/*/agent/1.0/helper"});
  CHECK(patterns_of_other_versions("/home/u/versions/1.0") == std::vector<std::string>{"/home/u/versions/*"});
  CHECK(patterns_of_other_versions("/usr/bin/helper").empty());
  CHECK(patterns_of_other_versions("/opt/[1]/helper").empty());
}

TEST_CASE("another version differs in one part, in what follows the first digit of it") {
  CHECK(is_other_version("/opt/agent/1.0/helper", "/opt/agent/1.1-beta/helper"));
  CHECK(is_other_version("/opt/node-v20/helper", "/opt/node-v22/helper"));
  CHECK(is_other_version("/opt/versions/1.0", "/opt/versions/2.0"));
  CHECK_FALSE(is_other_version("/opt/x64/helper", "/opt/arm64/helper"));
  CHECK_FALSE(is_other_version("/opt/agent/1.0/helper", "/opt/agent/current/helper"));
  CHECK_FALSE(is_other_version("/opt/agent/1.0/helper", "/opt/agent/1.1/other"));
  CHECK_FALSE(is_other_version("/opt/1.0/helper", "/opt/1.1/helper/2"));
  CHECK_FALSE(is_other_version("/opt/1.0/helper", "/opt/1.0/helper"));
}

TEST_CASE("the newest is the one with the highest number") {
  CHECK(newest_of({"/opt/1.9/helper", "/opt/1.10/helper", "/opt/1.2/helper"}) == "/opt/1.10/helper");
  CHECK(newest_of({}).empty());
}
