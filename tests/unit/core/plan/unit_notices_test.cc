#include "core/plan/unit_notices.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

const TextFile file{"/usr/lib/systemd/user/x.service", "[Service]\nPrivateTmp=true\nReadOnlyPaths=/a\n"};

std::string said(const std::vector<std::vector<TextFile>>& managers, UnitScope scope = UnitScope::user) {
  const std::vector<PlannedUnit> units{{"p", "x.service", scope, {{"PrivateTmp", "no"}}}};
  HostFacts facts;
  facts.user_units["x.service"] = managers;
  std::string text;
  for (const Diagnosis& each : notices_on_units(units, drop_ins_for({}, units, ""), facts)) text += describe(each);
  return text;
}

const std::string other_directive =
    "/usr/lib/systemd/user/x.service:3: warning: systemd still creates a user namespace for x.service: "
    "ReadOnlyPaths=/a\n  hint: add 'ReadOnlyPaths: \"\"' to what the policy sets in the unit\n";

}  // namespace

TEST_CASE("directives that the policy leaves on are named, once for all managers") {
  CHECK(said({{file}}) == other_directive);
  CHECK(said({{file}, {file}}) == other_directive);
  CHECK(said({{}}) == "");
  CHECK(said({{{file.path, "[Service]\nPrivateTmp=yes\n"}}}) == "");
}

TEST_CASE("a drop-in that is read after ours wins, and one before it does not") {
  const TextFile unit{file.path, "[Service]\n"};
  CHECK(said({{unit, {"/etc/systemd/user/x.service.d/a.conf", "[Service]\nPrivateTmp=yes\n"}}}) == "");
  CHECK(said({{unit, {"/run/systemd/user/x.service.d/zzz.conf", "[Service]\nPrivateTmp=yes\n"}}}) ==
        "/run/systemd/user/x.service.d/zzz.conf:2: warning: systemd still creates a user namespace for x.service: "
        "PrivateTmp=yes\n  hint: take the line out: it is read after our drop-in\n");
}

TEST_CASE("a user's file of our name takes the place of ours") {
  const TextFile own{"/home/u/.config/systemd/user/x.service.d/zz-aa-userns-gen.conf", "[Service]\n"};
  CHECK(said({{{file.path, "[Service]\nPrivateTmp=yes\n"}, own}}).starts_with(file.path + ":2: warning: "));
}

TEST_CASE("PrivateUsers has to leave the unit") {
  CHECK(said({{{file.path, "[Service]\nPrivateUsers=yes\n"}}}) ==
        "/usr/lib/systemd/user/x.service:2: warning: systemd still creates a user namespace for x.service: "
        "PrivateUsers=yes\n  hint: take the line out\n");
}

TEST_CASE("that the system's manager needs no user namespace is said") {
  CHECK(said({{file}}, UnitScope::system) ==
        "notice: the system's manager creates no user namespace for x.service, whatever its unit says\n"
        "  hint: leave it out of the policy: what is switched off only protects less\n");
}

TEST_CASE("that no systemd runs is said, once") {
  HostFacts facts;
  facts.is_running = true;
  const std::vector<PlannedUnit> units{{"p", "x.service", UnitScope::user, {}},
                                       {"p", "y.service", UnitScope::user, {}}};
  CHECK(notices_on_units(units, {}, facts).size() == 1);
  CHECK(notices_on_units({}, {}, facts).empty());
  facts.has_systemd = true;
  CHECK(notices_on_units(units, {}, facts).empty());
}

TEST_CASE("a unit's own file is read before all drop-ins, whatever its name") {
  const std::vector<PlannedUnit> units{{"p", "zzz.service", UnitScope::user, {{"PrivateTmp", "no"}}}};
  HostFacts facts;
  facts.user_units["zzz.service"] = {{{"/usr/lib/systemd/user/zzz.service", "[Service]\nPrivateTmp=yes\n"}}};
  CHECK(notices_on_units(units, drop_ins_for({}, units, ""), facts).empty());
}

TEST_CASE("of a unit without a drop-in of ours, or without a file, nothing is said") {
  const std::vector<PlannedUnit> units{{"p", "x.service", UnitScope::user, {{"PrivateTmp", "no"}}}};
  HostFacts facts;
  facts.labels = {{"/opt/a", "a"}, {"/opt/b", "b"}, {"/opt/c", "c"}};  // of programs, and none of units
  CHECK(notices_on_units(units, drop_ins_for({}, units, ""), facts).empty());
  facts.user_units["x.service"] = {{file}};
  CHECK(notices_on_units(units, {}, facts).empty());
}
