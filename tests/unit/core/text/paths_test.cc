#include "core/text/paths.h"

#include <doctest/doctest.h>

namespace aug {
namespace {

TEST_CASE("a path has a parent and a last part") {
  CHECK(parent_of("/a/b") == "/a");
  CHECK(parent_of("/a") == "/");
  CHECK(last_part_of("/a/b") == "b");
  CHECK(last_part_of("b") == "b");
}

}  // namespace
}  // namespace aug
