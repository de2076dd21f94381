#include "core/policy/policy_name.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("the name of a policy has small letters, digits and hyphens, the first no hyphen") {
  for (const char* name : {"a", "7", "ours", "our-tools-2", "a-"}) CHECK(flaw_in_policy_name(name) == "");
  CHECK(flaw_in_policy_name(std::string(64, 'a')) == "");
  CHECK(flaw_in_policy_name(std::string(65, 'a')) == "must have at most 64 characters");
  CHECK(flaw_in_policy_name("-a") == "must begin with a small letter or digit");
  CHECK(flaw_in_policy_name("") == "must not be empty");
  for (const char* name : {"A", "a b", "a/b", "a.b", "\xC3\xA4"}) {
    CHECK(flaw_in_policy_name(name) == "must have only small letters, digits and '-'");
  }
}
