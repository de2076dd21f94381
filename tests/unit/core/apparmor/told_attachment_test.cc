#include "core/apparmor/told_attachment.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("a profile attaches to what the kernel says, and to nothing where it does not say") {
  const LoadedProfiles loaded{{"tool", {"enforce", "/opt/*/tool"}}, {"silent", {"enforce", ""}}};
  CHECK(is_told_to_attach(loaded, "tool", "/opt/x/tool"));
  CHECK_FALSE(is_told_to_attach(loaded, "tool", "/home/u/tool"));
  CHECK_FALSE(is_told_to_attach(loaded, "silent", "/opt/x/tool"));
  CHECK_FALSE(is_told_to_attach(loaded, "unconfined", "/opt/x/tool"));
}
