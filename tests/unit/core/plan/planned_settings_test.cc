#include "core/plan/planned_settings.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("only to switch a restriction of Ubuntu's off weakens the host") {
  const auto weakens = [](const std::string& name, const std::string& value) {
    return weakens_host({"p", name, value, "", "", false});
  };
  CHECK(weakens("kernel.apparmor_restrict_unprivileged_userns", "0"));
  CHECK(weakens("kernel.apparmor_restrict_unprivileged_unconfined", "0"));
  CHECK_FALSE(weakens("kernel.apparmor_restrict_unprivileged_userns", "1"));
  CHECK_FALSE(weakens("user.max_user_namespaces", "0"));
}

TEST_CASE("a drop-in belongs to the manager of its folder") {
  CHECK(manager_of(drop_in_path(UnitScope::user, "a.service")) == UnitScope::user);
  CHECK(manager_of(drop_in_path(UnitScope::system, "a.service")) == UnitScope::system);
  CHECK_FALSE(manager_of("/etc/sysctl.d/zz-aa-userns-gen.conf"));
}

TEST_CASE("a unit of two policies has one drop-in, in which each directive stands once") {
  const std::vector<PlannedUnit> units = {
      {"a", "x.service", UnitScope::user, {{"PrivateTmp", "no"}}},
      {"b", "x.service", UnitScope::user, {{"PrivateTmp", "no"}, {"PrivateUsers", "no"}}}};
  const std::vector<TextFile> files = drop_ins_for({}, units, "");
  REQUIRE(files.size() == 1);
  CHECK(files[0].text.ends_with("\n[Service]\nPrivateTmp=no\nPrivateUsers=no\n"));
  CHECK(files[0].text.find("[Service]") == files[0].text.rfind("[Service]"));
}

TEST_CASE("a setting without a reason has no colon behind its policy") {
  const std::vector<TextFile> files = drop_ins_for({{"a", "kernel.x", "1", "", "", false}}, {}, "/f");
  REQUIRE(files.size() == 1);
  CHECK(files[0].text.ends_with("\n\n# policy a\nkernel.x = 1\n"));
}

TEST_CASE("a unit's drop-in has the directives of all policies") {
  const std::vector<PlannedUnit> units = {{"a", "x.service", UnitScope::user, {{"PrivateTmp", "no"}}},
                                          {"b", "x.service", UnitScope::user, {{"ProtectHome", "no"}}}};
  const std::vector<TextFile> files = drop_ins_for({}, units, "");
  REQUIRE(files.size() == 1);
  CHECK(files[0].text.ends_with("\n[Service]\nPrivateTmp=no\nProtectHome=no\n"));
}
