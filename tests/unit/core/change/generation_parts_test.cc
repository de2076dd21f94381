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
