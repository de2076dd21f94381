#include "core/apparmor/profile_family.h"

#include <doctest/doctest.h>

namespace aug {
namespace {

TEST_CASE("the relatives of a profile are named after it") {
  CHECK(child_of("bwrap") == "unpriv_bwrap");
  CHECK(helper_of("bwrap") == "helper_bwrap");
  CHECK(is_child("unpriv_bwrap"));
  CHECK_FALSE(is_child("bwrap"));
  CHECK(without_child_prefix("unpriv_bwrap") == "bwrap");
  CHECK(without_child_prefix("bwrap") == "bwrap");
}

TEST_CASE("a family has three members") {
  for (const char* name : {"app", "unpriv_app", "helper_app"}) CHECK(is_of_family(name, "app"));
  CHECK_FALSE(is_of_family("unpriv_other", "app"));
  CHECK_FALSE(is_of_family("app", "unpriv_app"));
}

}  // namespace
}  // namespace aug
