#include "core/change/generation_parts.h"

#include <doctest/doctest.h>

#include "support/generations.h"

using namespace aug;

namespace {

PlannedBinary binary(const std::string& policy, const std::string& path, const std::string& profile) {
  return {.policy = policy, .path = path, .real_path = path, .template_name = "bwrap", .profile = profile};
}

/// Policies with a bwrap each, and gateway; runner and codex share the profile of /usr/bin/bwrap.
Generation example() {
  Generation generation;
  generation.policies = {{"codex", {}}, {"openshell", {}}, {"runner", {}}};
  generation.binaries = {binary("codex", "/usr/bin/bwrap", "bwrap"), binary("openshell", "/usr/bin/gate", "gate"),
                         binary("runner", "/usr/bin/bwrap", "bwrap")};
  for (const char* name : {"bwrap", "gate", "unpriv_bwrap"}) add_profile(generation, name, "1");
  generation.compiled.push_back(compiled_profile("bwrap//child"));
  generation.build = "parser 4.1";
  return generation;
}

std::vector<std::string> names_of(const std::vector<ProfileFile>& files) {
  std::vector<std::string> names;
  for (const ProfileFile& file : files) names.push_back(file.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a policy goes with the profiles that nothing else needs") {
  const auto left = without_policies(example(), {"openshell"});
  REQUIRE(left);
  CHECK(left->policies.size() == 2);
  CHECK(left->binaries.size() == 2);
  CHECK(names_of(left->files) == Names{"bwrap", "unpriv_bwrap"});
  CHECK(left->compiled.size() == 3);
  CHECK(left->build == "parser 4.1");
}

TEST_CASE("a profile stays with its children until the last policy that shares it goes") {
  const auto one = without_policies(example(), {"runner"});
  REQUIRE(one);
  CHECK(names_of(one->files) == Names{"bwrap", "gate", "unpriv_bwrap"});
  const auto none = without_policies(example(), {"runner", "codex"});
  REQUIRE(none);
  CHECK(names_of(none->files) == Names{"gate"});
  CHECK(none->compiled.size() == 1);
}

TEST_CASE("without any policy nothing is left, whatever there was") {
  Generation generation = example();
  generation.taken_over = {"/etc/apparmor.d/theirs"};
  CHECK(without_policies(generation, {"codex", "openshell", "runner"}) == Generation{});
}

TEST_CASE("a policy that only others serve leaves no build behind") {
  Generation generation = example();
  generation.binaries[0].state = BinaryState::granted_by_other;
  const auto left = without_policies(generation, {"openshell", "runner"});
  REQUIRE(left);
  CHECK(left->files.empty());
  CHECK(left->build.empty());
}

TEST_CASE("a shared profile that would lose a path or helpers is planned afresh, and so is what takes files over") {
  Generation two_paths = example();
  two_paths.binaries[0].real_path = "/opt/bwrap";
  CHECK_FALSE(without_policies(two_paths, {"codex"}));
  CHECK(without_policies(two_paths, {"openshell"}));
  Generation helpers = example();
  add_profile(helpers, "helper_bwrap", "1");
  CHECK_FALSE(without_policies(helpers, {"codex"}));
  Generation taking = example();
  taking.taken_over = {"/etc/apparmor.d/theirs"};
  CHECK_FALSE(without_policies(taking, {"openshell"}));
  Generation extending = example();
  extending.blocks = {{"/etc/apparmor.d/local/theirs", "x,\n"}};
  CHECK_FALSE(without_policies(extending, {"openshell"}));
  CHECK_FALSE(joined(extending, Generation{}));
  CHECK_FALSE(joined(Generation{}, extending));
}

TEST_CASE("what was taken apart can be joined again") {
  const Generation whole = example();
  const auto one = without_policies(whole, {"openshell"});
  const auto other = without_policies(whole, {"codex", "runner"});
  REQUIRE((one && other));
  const auto again = joined(*one, *other);
  REQUIRE(again);
  CHECK(again->policies == whole.policies);
  CHECK(again->binaries.size() == 3);
  CHECK(again->files == whole.files);
  CHECK(again->compiled.size() == whole.compiled.size());
  CHECK(again->build == whole.build);
}

TEST_CASE("settings of both are in their files") {
  Generation a = example();
  add_settings(a, "2");
  const auto both = joined(a, {});
  REQUIRE(both);
  CHECK(both->drop_ins == a.drop_ins);
}

TEST_CASE("parts that share a profile, or of different parsers, are not joined") {
  CHECK_FALSE(joined(example(), example()));
  Generation other = with_profile("other", "1");
  other.build = "parser 5.0";
  CHECK_FALSE(joined(example(), other));
}

TEST_CASE("the settings of a policy go with it, and those of others stay") {
  Generation generation = example();
  generation.sysctls = {{"codex", "kernel.x", "1", "", "", false}, {"runner", "kernel.y", "2", "", "", false}};
  generation.units = {{"codex", "a.service", UnitScope::user, {{"PrivateTmp", "no"}}},
                      {"runner", "b.service", UnitScope::user, {{"PrivateTmp", "no"}}}};
  const std::string path = "/etc/sysctl.d/zzz-aa-userns-gen.conf";
  generation.drop_ins = drop_ins_for(generation.sysctls, generation.units, path);
  const auto left = without_policies(generation, {"codex"});
  REQUIRE(left);
  CHECK(left->sysctls == std::vector{generation.sysctls[1]});
  CHECK(left->units == std::vector{generation.units[1]});
  CHECK(left->drop_ins == drop_ins_for(left->sysctls, left->units, path));
}

TEST_CASE("parts of which one has no profiles have the build of the other") {
  const Generation whole = example();
  Generation settings;
  settings.policies = {{"a", {}}};
  for (const auto& both : {joined(whole, settings), joined(settings, whole)}) {
    REQUIRE(both);
    CHECK(both->build == whole.build);
    CHECK(both->policies.front().name == "a");
  }
}

TEST_CASE("where both set something in the kernel, the file is that of the second") {
  Generation a;
  a.sysctls = {{"a", "kernel.x", "1", "", "", false}};
  a.drop_ins = drop_ins_for(a.sysctls, {}, "/etc/sysctl.d/zz-aa-userns-gen.conf");
  Generation b;
  b.sysctls = {{"b", "kernel.y", "2", "", "", false}};
  b.drop_ins = drop_ins_for(b.sysctls, {}, "/etc/sysctl.d/zzz-aa-userns-gen.conf");
  const auto both = joined(a, b);
  REQUIRE(both);
  REQUIRE(both->drop_ins.size() == 1);
  CHECK(both->drop_ins[0].path == "/etc/sysctl.d/zzz-aa-userns-gen.conf");
  CHECK(both->drop_ins[0].text.find("kernel.x = 1") != std::string::npos);
  CHECK(both->drop_ins[0].text.find("kernel.y = 2") != std::string::npos);
}

TEST_CASE("a binary that is in no profile keeps none, and loses none") {
  for (const BinaryState state : {BinaryState::granted, BinaryState::not_needed}) {
    Generation generation = example();
    generation.binaries[0].state = state;
    generation.binaries[0].in_profile = state == BinaryState::not_needed;
    generation.binaries[0].real_path = "/opt/bwrap";
    const auto left = without_policies(generation, {"runner"});
    REQUIRE(left);
    CHECK(names_of(left->files) == Names{"gate"});
    const auto other = without_policies(generation, {"codex"});
    REQUIRE(other);
    CHECK(names_of(other->files) == Names{"bwrap", "gate", "unpriv_bwrap"});
  }
}

TEST_CASE("a path stays in a shared profile where another binary of that profile has it, and nothing else does") {
  Generation generation = example();
  generation.binaries.push_back(binary("runner", "/opt/bwrap", "bwrap"));
  generation.binaries[0].real_path = "/opt/bwrap";
  CHECK(without_policies(generation, {"codex"}));
  generation.binaries[3].profile = "gate";
  CHECK_FALSE(without_policies(generation, {"codex"}));
  generation.binaries[3].profile = "bwrap";
  generation.binaries[3].in_profile = false;
  CHECK_FALSE(without_policies(generation, {"codex"}));
}

TEST_CASE("helpers stay with the profile that they are of, when a policy goes that has none") {
  Generation helpers = example();
  add_profile(helpers, "helper_bwrap", "1");
  const auto left = without_policies(helpers, {"openshell"});
  REQUIRE(left);
  CHECK(names_of(left->files) == Names{"bwrap", "unpriv_bwrap", "helper_bwrap"});
}

TEST_CASE("what is joined is sorted, and what is of one policy stays in its order") {
  Generation a;
  a.policies = {{"b", {}}};
  a.binaries = {binary("b", "/z", "x"), binary("b", "/y", "x")};
  a.units = {{"b", "b.service", UnitScope::user, {}}};
  a.taken_over = {"/etc/apparmor.d/b"};
  Generation b;
  b.policies = {{"a", {}}};
  b.binaries = {binary("a", "/x", "x"), binary("b", "/w", "x")};
  b.units = {{"a", "a.service", UnitScope::user, {}}};
  b.taken_over = {"/etc/apparmor.d/a"};
  const auto both = joined(a, b);
  REQUIRE(both);
  CHECK(both->policies.front().name == "a");
  Names paths;
  for (const PlannedBinary& each : both->binaries) paths.push_back(each.path);
  CHECK(paths == Names{"/x", "/z", "/y", "/w"});
  CHECK(both->units == std::vector{b.units[0], a.units[0]});
  CHECK(both->taken_over == Names{"/etc/apparmor.d/a", "/etc/apparmor.d/b"});
}

TEST_CASE("settings of the kernel stay in their file where the other part has units alone") {
  Generation settings;
  settings.sysctls = {{"a", "kernel.x", "1", "", "", false}};
  settings.drop_ins = drop_ins_for(settings.sysctls, {}, "/etc/sysctl.d/zzz-aa-userns-gen.conf");
  Generation units;
  units.units = {{"b", "b.service", UnitScope::user, {{"PrivateTmp", "no"}}}};
  units.drop_ins = drop_ins_for({}, units.units, "");
  const auto both = joined(settings, units);
  REQUIRE(both);
  CHECK(both->drop_ins == std::vector{settings.drop_ins[0], units.drop_ins[0]});
}
