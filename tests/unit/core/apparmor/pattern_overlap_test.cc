#include "core/apparmor/pattern_overlap.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace aug;

namespace {

bool meet(const std::string& a, const std::string& b) {
  const auto first = PathPattern::of(std::vector{a});
  const auto second = PathPattern::of(std::vector{b});
  REQUIRE(first);
  REQUIRE(second);
  CHECK(overlap(*first, *second) == overlap(*second, *first));
  return overlap(*first, *second);
}

}  // namespace

TEST_CASE("patterns overlap where one path can be both") {
  CHECK(meet("/tmp/tool", "/tmp/**"));
  CHECK(meet("/t?p/tool", "/tmp/**"));
  CHECK(meet("/{tmp,opt}/tool", "/tmp/**"));
  CHECK(meet("/*/*/tool", "/home/*/**"));
  CHECK(meet("/home/*/bin/x", "/home/*/**"));
  CHECK(meet("/[a-u]mp/x", "/tmp/**"));
  CHECK(meet("/**", "/var/tmp/**"));
  CHECK(meet("/a*", "/*b"));
}

TEST_CASE("and nowhere else") {
  CHECK_FALSE(meet("/opt/*/tool", "/tmp/**"));
  CHECK_FALSE(meet("/*/tool", "/home/*/**"));
  CHECK_FALSE(meet("/{usr,opt}/tool", "/tmp/**"));
  CHECK_FALSE(meet("/t[^m]p/tool", "/tmp/**"));
  CHECK_FALSE(meet("/a*c", "/a*b"));
}
