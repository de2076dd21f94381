#include "core/change/generation.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "support/compiled_profile.h"
#include "support/failure_of.h"

using namespace aug;
using Json = nlohmann::ordered_json;

namespace {

PlannedBinary binary(const std::string& path, BinaryState state) {
  return {.policy = "runner",
          .path = path,
          .real_path = "/usr" + path,
          .template_name = "bwrap",
          .profile = "bwrap",
          .glob = true,
          .state = state,
          .by = "other",
          .detail = "a detail, \"quoted\"\n",
          .in_profile = false,
          .helpers = {{"/opt/link", "/opt/helper", true, false, "left out", "shell: a test"}}};
}

Generation example() {
  Generation generation;
  generation.policies = {{"codex", {"version: 1\n", "/tmp/codex.yaml"}},
                         {"runner", {std::string("text\0with NUL", 13), "stdin"}, true}};
  generation.binaries = {binary("/bin/bwrap", BinaryState::granted), binary("/bin/x", BinaryState::granted_by_other)};
  generation.files = {{"bwrap", "profile bwrap {}\n"}, {"unpriv_bwrap", ""}};
  generation.compiled = {compiled_profile("bwrap"), compiled_profile("unpriv_bwrap", std::string("\xff\0", 2))};
  generation.build = "parser 4.1\nfeatures\n";
  return generation;
}

Failure reading(const Folder& folder) {
  return failure_of([&] { generation_from(folder); });
}

/// Every way to name a value of the manifest, as JSON pointers.
void collect(const Json& json, const Json::json_pointer& at, std::vector<Json::json_pointer>& all) {
  all.push_back(at);
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) collect(value, at / key, all);
  } else if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) collect(json[i], at / i, all);
  }
}

}  // namespace

TEST_CASE("a generation comes back from its folder as it was") {
  CHECK(generation_from(folder_of(example())) == example());
  CHECK(generation_from(folder_of(example())).policies[0].source.origin == "/tmp/codex.yaml");
  CHECK(generation_from(folder_of(Generation{})) == Generation{});
  for (int state = 0; state <= static_cast<int>(BinaryState::not_needed); ++state) {
    Generation generation;
    generation.binaries = {binary("/x", static_cast<BinaryState>(state))};
    CHECK(generation_from(folder_of(generation)) == generation);
  }
}

TEST_CASE("of the first generations, helpers come back as paths that nothing more is known of") {
  Folder folder = folder_of(example());
  Json manifest = Json::parse(folder.at("generation.json"));
  manifest["binaries"][0]["helpers"] = {"/opt/a", "/opt/b"};
  manifest["binaries"][1].erase("helpers");
  folder["generation.json"] = manifest.dump();
  const Generation read = generation_from(folder);
  CHECK(read.binaries[0].helpers == std::vector<PlannedHelper>{{"/opt/a", ""}, {"/opt/b", ""}});
  CHECK(read.binaries[1].helpers.empty());
}

TEST_CASE("settings, units and what is taken over come back as they were, as do the drop-ins") {
  Generation generation;
  generation.taken_over = {"/etc/apparmor.d/a", "/etc/apparmor.d/b"};
  generation.sysctls = {{"runner", "kernel.x", "0", "a reason", "1", false}, {"runner", "kernel.y", "2", "", "", true}};
  generation.units = {{"runner", "a.service", UnitScope::user, {{"PrivateTmp", "no"}, {"PrivateUsers", "no"}}},
                      {"runner", "b.service", UnitScope::system, {}}};
  generation.drop_ins = {{"/etc/sysctl.d/zz-aa-userns-gen.conf", "kernel.x = 0\n"}};
  CHECK(generation_from(folder_of(generation)) == generation);
}

TEST_CASE("what is added to profiles of others comes back as it was, and only where there is some") {
  CHECK_FALSE(folder_of(example()).contains("extended"));
  Generation generation = example();
  generation.blocks = {{"/etc/apparmor.d/local/a", "  /x px -> y,\n", true}, {"/etc/apparmor.d/local/b", "", false}};
  generation.extended = {{"/etc/apparmor.d/theirs", "profile theirs {}\n"}};
  generation.extended_compiled = {compiled_profile("theirs"), compiled_profile("unpriv_theirs")};
  CHECK(generation_from(folder_of(generation)) == generation);
}

TEST_CASE("the folder of a generation has the texts as files") {
  const Folder folder = folder_of(example());
  std::vector<std::string> names;
  for (const auto& [name, content] : folder) names.push_back(name);
  CHECK(names == std::vector<std::string>{"compiled", "generation.json", "policies/codex.yaml", "policies/runner.yaml",
                                          "profiles/bwrap", "profiles/unpriv_bwrap"});
  CHECK(folder.at("policies/codex.yaml") == "version: 1\n");
  CHECK(folder.at("compiled") == join_compiled(example().compiled));
}

TEST_CASE("the same policy from another file is the same generation, another text is not") {
  Generation other = example();
  other.policies[0].source.origin = "elsewhere";
  CHECK(other == example());
  other.policies[0].source.text += "# more\n";
  CHECK(other != example());
  other = example();
  other.policies[0].always = true;
  CHECK(other != example());
  other = example();
  other.build += "x";
  CHECK(other != example());
}

TEST_CASE("a folder that lacks any of its files is refused") {
  const Folder whole = folder_of(example());
  for (const auto& [file, content] : whole) {
    const std::string name = file;  // clang 14 captures no structured binding
    CAPTURE(name);
    Folder folder = whole;
    folder.erase(name);
    CHECK(reading(folder).code() == ExitCode::failed);
  }
  CHECK(reading({}).code() == ExitCode::failed);
}

TEST_CASE("a manifest that is cut anywhere is refused") {
  Folder folder = folder_of(example());
  const std::string whole = folder["generation.json"];
  const std::size_t end = whole.rfind('}');
  for (std::size_t size = 0; size <= end; ++size) {
    CAPTURE(size);
    folder["generation.json"] = whole.substr(0, size);
    CHECK(reading(folder).code() == ExitCode::failed);
  }
}

TEST_CASE("a value of the wrong type anywhere in the manifest is no crash, and never reads as the same generation") {
  Folder folder = folder_of(example());
  const Json manifest = Json::parse(folder["generation.json"]);
  std::vector<Json::json_pointer> all;
  collect(manifest, Json::json_pointer(), all);
  REQUIRE(all.size() > 30);
  for (const auto& pointer : all) {
    for (const char* value : {"null", "-7", "1e300", "true", "\"word\"", "\"../../x\"", "[]", "{}", "[[]]", "[null]"}) {
      const std::string where = pointer.to_string();
      CAPTURE(where);
      CAPTURE(value);
      Json damaged = manifest;
      if (damaged.at(pointer) == Json::parse(value) || where.ends_with("/origin")) continue;
      damaged[pointer] = Json::parse(value);
      folder["generation.json"] = damaged.dump();
      Generation read = example();
      const Failure failure = failure_of([&] { read = generation_from(folder); });
      CHECK(failure.code() == (read == example() ? ExitCode::failed : ExitCode::done));
    }
  }
}

TEST_CASE("a manifest of another version is refused with a reason") {
  Folder folder = folder_of(example());
  Json manifest = Json::parse(folder["generation.json"]);
  manifest["schema"] = 2;
  folder["generation.json"] = manifest.dump();
  CHECK(mentions(reading(folder), "another version of this program"));
}

TEST_CASE("damaged compiled profiles are refused") {
  Folder folder = folder_of(example());
  folder["compiled"] = "garbage";
  CHECK(reading(folder).code() == ExitCode::failed);
}

TEST_CASE("a list of the manifest that is no list is refused") {
  for (const char* list : {"policies", "binaries", "profiles"}) {
    for (const char* value : {"null", "\"bwrap\""}) {
      CAPTURE(list);
      CAPTURE(value);
      Folder folder = folder_of(example());
      Json manifest = Json::parse(folder["generation.json"]);
      manifest[list] = Json::parse(value);
      folder["generation.json"] = manifest.dump();
      CHECK(reading(folder).code() == ExitCode::failed);
    }
  }
}

TEST_CASE("a policy file whose name is no UTF-8 can be applied") {
  Generation generation = example();
  generation.policies[0].source.origin = "/tmp/\xff.yaml";
  CHECK(generation_from(folder_of(generation)).policies[0].source.text == "version: 1\n");
}
