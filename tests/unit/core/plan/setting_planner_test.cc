#include "core/plan/setting_planner.h"

#include <doctest/doctest.h>

#include "core/change/generation.h"
#include "support/failure_of.h"

using namespace aug;

namespace {

const std::string restriction = "kernel.apparmor_restrict_unprivileged_userns";

Policy policy_setting(const std::string& name, std::int64_t value, bool may_be_absent = false) {
  Policy policy;
  policy.name = name;
  policy.sysctls = {{restriction, value, may_be_absent, "why", {}}};
  return policy;
}

HostFacts facts_with(std::optional<std::string> now) {
  HostFacts facts;
  facts.has_kernel = facts.is_running = true;
  facts.restriction = Restriction::on;
  facts.sysctls[restriction] = {restriction, std::move(now), {}, {}};
  return facts;
}

SettingPlan planned(const std::vector<Policy>& policies, const HostFacts& facts, const Generation& current = {}) {
  std::vector<PlannedPolicy> all;
  for (const Policy& policy : policies) all.push_back({policy, false});
  return plan_settings(all, facts, current.sysctls);
}

}  // namespace

TEST_CASE("a setting is planned with the value that it had, and a file that names policy and reason") {
  const SettingPlan plan = planned({policy_setting("a", 0)}, facts_with("1"));
  REQUIRE(plan.sysctls.size() == 1);
  CHECK(plan.sysctls[0] == PlannedSysctl{"a", restriction, "0", "why", "1", false});
  REQUIRE(plan.drop_ins.size() == 1);
  CHECK(plan.drop_ins[0].path == "/etc/sysctl.d/zz-aa-userns-gen.conf");
  CHECK(plan.drop_ins[0].text ==
        "# Managed by aa-userns-gen: changes here are lost; see aa-userns-gen(8).\n\n# policy a: why\n" + restriction +
            " = 0\n");
}

TEST_CASE("what was before a setting became ours is remembered, not what we made of it") {
  Generation current;
  current.sysctls = {{"a", restriction, "0", "", "1", false}};
  CHECK(planned({policy_setting("a", 0)}, facts_with("0"), current).sysctls[0].before == "1");
}

TEST_CASE("policies may share a setting, and may not disagree") {
  const SettingPlan plan = planned({policy_setting("a", 0), policy_setting("b", 0)}, facts_with("1"));
  CHECK(plan.sysctls.size() == 2);
  CHECK(plan.drop_ins[0].text.ends_with("# policy b: why\n# policy a: why\n" + restriction + " = 0\n"));
  const Failure failure = failure_of([] {
    planned({policy_setting("a", 0), policy_setting("b", 1)}, facts_with("1"));
  });
  CHECK(failure.code() == ExitCode::conflict);
  CHECK(mentions(failure, "policy 'a' sets it to 0"));
}

TEST_CASE("a kernel without the setting is a failure, or passes with a notice and no file") {
  const Failure failure = failure_of([] { planned({policy_setting("a", 0)}, facts_with(std::nullopt)); });
  CHECK(failure.code() == ExitCode::unsupported);
  const SettingPlan plan = planned({policy_setting("a", 0, true)}, facts_with(std::nullopt));
  CHECK(plan.sysctls[0].is_skipped);
  CHECK(plan.drop_ins.empty());
  CHECK(plan.notices.size() == 1);
}

TEST_CASE("an image tree gets the file, and nothing is known of its kernel") {
  HostFacts facts;
  facts.sysctls[restriction] = {restriction, std::nullopt, {}, {}};
  const SettingPlan plan = planned({policy_setting("a", 0)}, facts);
  CHECK(plan.sysctls[0].before.empty());
  CHECK_FALSE(plan.sysctls[0].is_skipped);
  CHECK(plan.drop_ins.size() == 1);
}

TEST_CASE("the file sorts behind those that say otherwise, and what is read after boot is named") {
  HostFacts facts = facts_with("1");
  facts.sysctls[restriction].boot = SysctlSource{"/run/sysctl.d/zz-lxd.conf", 1, "1"};
  facts.sysctls[restriction].late = SysctlSource{"/etc/ufw/sysctl.conf", 7, "1"};
  const SettingPlan plan = planned({policy_setting("a", 0)}, facts);
  CHECK(plan.drop_ins[0].path == "/etc/sysctl.d/zzz-aa-userns-gen.conf");
  REQUIRE(plan.notices.size() == 1);
  CHECK(plan.notices[0].location.file == "/etc/ufw/sysctl.conf");
  facts.sysctls[restriction].boot->value = "0";
  CHECK(planned({policy_setting("a", 0)}, facts).drop_ins[0].path == "/etc/sysctl.d/zz-aa-userns-gen.conf");
}

TEST_CASE("a policy for restricted kernels makes no settings on another") {
  HostFacts facts = facts_with("1");
  facts.restriction = Restriction::absent;
  CHECK(planned({policy_setting("a", 0)}, facts).sysctls.empty());
}

TEST_CASE("a unit gets a drop-in of its own, with the directives of all policies") {
  Policy a;
  a.name = "a";
  a.units = {{"x.service", UnitScope::user, {{"PrivateTmp", "no", {}}}, {}}};
  Policy b = a;
  b.name = "b";
  b.units[0].set.push_back({"ReadWritePaths", "", {}});
  const SettingPlan plan = planned({a, b}, facts_with("1"));
  REQUIRE(plan.drop_ins.size() == 1);
  CHECK(plan.drop_ins[0].path == "/etc/systemd/user/x.service.d/zz-aa-userns-gen.conf");
  CHECK(plan.drop_ins[0].text.ends_with("\n[Service]\nPrivateTmp=no\nReadWritePaths=\n"));
}

TEST_CASE("settings of different names have their own values") {
  Policy policy = policy_setting("a", 0);
  policy.sysctls.push_back({"user.max_user_namespaces", 7, false, "", {}});
  HostFacts facts = facts_with("1");
  facts.sysctls["user.max_user_namespaces"] = {"user.max_user_namespaces", "5", {}, {}};
  Generation current;
  current.sysctls = {{"a", restriction, "0", "", "", false}};
  const SettingPlan plan = planned({policy}, facts, current);
  REQUIRE(plan.sysctls.size() == 2);
  CHECK(plan.sysctls[0].before == "1");  // it was staged, and nothing was known of what was before
  CHECK(plan.sysctls[1].value == "7");
  CHECK(plan.sysctls[1].before == "5");
}

TEST_CASE("what comes later is no news where it sets the same, or where we set nothing") {
  HostFacts facts = facts_with("1");
  facts.sysctls[restriction].late = SysctlSource{"/etc/ufw/sysctl.conf", 7, "0"};
  CHECK(planned({policy_setting("a", 0)}, facts).notices.empty());
  facts.sysctls[restriction].now = std::nullopt;
  facts.sysctls[restriction].late->value = "1";
  const SettingPlan plan = planned({policy_setting("a", 0, true)}, facts);
  REQUIRE(plan.notices.size() == 1);
  CHECK(plan.notices[0].location.file.empty());
}

TEST_CASE("an image tree of which no settings are known gets the file all the same") {
  CHECK(planned({policy_setting("a", 0)}, {}).drop_ins.size() == 1);
}
