#include "core/plan/claims.h"

#include <doctest/doctest.h>

#include <string>

using namespace aug;

namespace {

/// What is advised where a profile in this file claims the program.
std::string advice_on(const std::string& file) {
  OtherProfile other;
  other.path = file;
  other.profile.name = "other";
  const Claim claim{Claim::Kind::refused, {&other}, "other"};
  return conflict_with(claim, {}, {}, "/usr/bin/x").hint;
}

}  // namespace

TEST_CASE("the way out is a command in which the name is one word") {
  CHECK(advice_on("/etc/apparmor.d/other")
            .starts_with(
                "switch it off: apparmor_parser --remove /etc/apparmor.d/other && ln -s /etc/apparmor.d/other "));
  CHECK(advice_on("/etc/apparmor.d/a b;reboot")
            .starts_with("switch it off: apparmor_parser --remove '/etc/apparmor.d/a b;reboot' && ln -s "));
  const Claim in_kernel{Claim::Kind::refused, {}, "a'; reboot '"};
  CHECK(conflict_with(in_kernel, {}, {}, "/usr/bin/x")
            .hint.starts_with("unload it: printf %s 'a'\\''; reboot '\\''' > "));
}

TEST_CASE("there is no command for a name that a terminal would act on") {
  for (const char* name : {"/etc/apparmor.d/a\nreboot", "/etc/apparmor.d/a\x1b[2J", "/etc/apparmor.d/a\xff"}) {
    CHECK(advice_on(name).find("apparmor_parser") == std::string::npos);
    CHECK(conflict_with({Claim::Kind::refused, {}, name}, {}, {}, "/usr/bin/x").hint.find("printf") ==
          std::string::npos);
  }
}
