#include "core/change/generation.h"

#include <nlohmann/json.hpp>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema = 1;
constexpr const char* manifest_name = "generation.json";
constexpr const char* compiled_name = "compiled";
constexpr const char* extended_name = "extended";  // the compiled profiles of others

std::string policy_file(const std::string& name) {
  return "policies/" + name + ".yaml";
}
std::string profile_file(const std::string& name) {
  return "profiles/" + name;
}

Json json_of(const PlannedHelper& helper) {
  return {{"path", helper.path},           {"real_path", helper.real_path},
          {"was_there", helper.was_there}, {"in_profile", helper.in_profile},
          {"detail", helper.detail},       {"allowed", helper.allowed}};
}

/// In the first generations, those that the profile knew, by their paths alone.
std::vector<PlannedHelper> helpers_from(const Json& json) {
  std::vector<PlannedHelper> helpers;
  for (const Json& each : json.value("helpers", Json::array())) {
    if (each.is_string()) {
      helpers.push_back({each, ""});
    } else {
      helpers.push_back({each.at("path"), each.at("real_path"), each.at("was_there"), each.at("in_profile"),
                         each.at("detail"), each.at("allowed")});
    }
  }
  return helpers;
}

Json json_of(const PlannedBinary& binary) {
  Json json = {{"policy", binary.policy},          {"path", binary.path},       {"real_path", binary.real_path},
               {"template", binary.template_name}, {"profile", binary.profile}, {"glob", binary.glob},
               {"state", name_of(binary.state)},   {"by", binary.by},           {"detail", binary.detail},
               {"in_profile", binary.in_profile},  {"allowed", binary.allowed}, {"helpers", Json::array()}};
  for (const PlannedHelper& helper : binary.helpers) json["helpers"].push_back(json_of(helper));
  return json;
}

PlannedBinary binary_from(const Json& json) {
  return {.policy = json.at("policy"),
          .path = json.at("path"),
          .real_path = json.at("real_path"),
          .template_name = json.at("template"),
          .profile = json.at("profile"),
          .glob = json.at("glob"),
          .state = binary_state_from(json.at("state").get<std::string>()),
          .by = json.at("by"),
          .detail = json.at("detail"),
          .in_profile = json.at("in_profile"),
          .allowed = json.at("allowed"),
          .helpers = helpers_from(json)};
}

Json json_of(const PlannedSysctl& sysctl) {
  return {{"policy", sysctl.policy}, {"name", sysctl.name},     {"value", sysctl.value},
          {"reason", sysctl.reason}, {"before", sysctl.before}, {"is_skipped", sysctl.is_skipped}};
}

PlannedSysctl sysctl_from(const Json& json) {
  return {json.at("policy"), json.at("name"),   json.at("value"),
          json.at("reason"), json.at("before"), json.at("is_skipped")};
}

Json json_of(const PlannedUnit& unit) {
  Json json = {
      {"policy", unit.policy}, {"unit", unit.unit}, {"user", unit.scope == UnitScope::user}, {"set", Json::array()}};
  for (const auto& [name, value] : unit.set) json["set"].push_back({{"name", name}, {"value", value}});
  return json;
}

PlannedUnit unit_from(const Json& json) {
  PlannedUnit unit{
      json.at("policy"), json.at("unit"), json.at("user").get<bool>() ? UnitScope::user : UnitScope::system, {}};
  for (const Json& each : json.at("set")) unit.set.push_back({each.at("name"), each.at("value")});
  return unit;
}

const Json& list_in(const Json& manifest, const char* key) {
  const Json& list = manifest.at(key);
  if (!list.is_array())
    throw Failure(ExitCode::failed, "state-unreadable"_id,
                  aug::format("cannot read {}: '{}' is no list", manifest_name, key));
  return list;
}

/// Not in the first generations.
void read_extensions(Generation& generation, const Json& manifest, const Folder& folder) {
  if (!manifest.contains("blocks")) return;
  for (const Json& block : list_in(manifest, "blocks")) {
    generation.blocks.push_back({block.at("path"), block.at("rules"), block.at("is_new")});
  }
  for (const Json& file : list_in(manifest, "extended")) {
    generation.extended.push_back({file.at("path"), file.at("text")});
  }
  generation.extended_compiled = split_compiled(folder.at(extended_name));
}

void add_extensions(const Generation& generation, Json& manifest, Folder& folder) {
  if (generation.blocks.empty() && generation.extended.empty()) return;
  manifest["blocks"] = manifest["extended"] = Json::array();
  for (const auto& [path, rules, is_new] : generation.blocks) {
    manifest["blocks"].push_back({{"path", path}, {"rules", rules}, {"is_new", is_new}});
  }
  for (const auto& [path, text] : generation.extended) manifest["extended"].push_back({{"path", path}, {"text", text}});
  folder[extended_name] = join_compiled(generation.extended_compiled);
}

Generation generation_from_manifest(const Json& manifest, const Folder& folder) {
  if (manifest.at("schema") != schema) {
    throw Failure(ExitCode::failed, "state-unreadable"_id,
                  "cannot read a generation of another version of this program");
  }
  Generation generation;
  for (const Json& policy : list_in(manifest, "policies")) {
    const std::string name = policy.at("name");
    generation.policies.push_back({name, {folder.at(policy_file(name)), policy.at("origin")}, policy.at("always")});
  }
  for (const Json& binary : list_in(manifest, "binaries")) generation.binaries.push_back(binary_from(binary));
  for (const std::string name : list_in(manifest, "profiles")) {
    generation.files.push_back({name, folder.at(profile_file(name))});
  }
  generation.compiled = split_compiled(folder.at(compiled_name));
  generation.build = manifest.at("build");
  for (const std::string path : list_in(manifest, "taken_over")) generation.taken_over.push_back(path);
  read_extensions(generation, manifest, folder);
  for (const Json& sysctl : list_in(manifest, "sysctls")) generation.sysctls.push_back(sysctl_from(sysctl));
  for (const Json& unit : list_in(manifest, "units")) generation.units.push_back(unit_from(unit));
  for (const Json& file : list_in(manifest, "drop_ins")) {
    generation.drop_ins.push_back({file.at("path"), file.at("text")});
  }
  return generation;
}

}  // namespace

Folder folder_of(const Generation& generation) {
  Folder folder;
  Json manifest = {{"schema", schema}};
  for (const char* list : {"policies", "binaries", "profiles"}) manifest[list] = Json::array();
  manifest["build"] = generation.build;
  manifest["taken_over"] = generation.taken_over;
  add_extensions(generation, manifest, folder);
  for (const char* list : {"sysctls", "units", "drop_ins"}) manifest[list] = Json::array();
  for (const AppliedPolicy& policy : generation.policies) {
    manifest["policies"].push_back(
        {{"name", policy.name}, {"origin", policy.source.origin}, {"always", policy.always}});
    folder[policy_file(policy.name)] = policy.source.text;
  }
  for (const PlannedBinary& binary : generation.binaries) manifest["binaries"].push_back(json_of(binary));
  for (const ProfileFile& file : generation.files) {
    manifest["profiles"].push_back(file.name);
    folder[profile_file(file.name)] = file.text;
  }
  for (const PlannedSysctl& sysctl : generation.sysctls) manifest["sysctls"].push_back(json_of(sysctl));
  for (const PlannedUnit& unit : generation.units) manifest["units"].push_back(json_of(unit));
  for (const auto& [path, text] : generation.drop_ins) manifest["drop_ins"].push_back({{"path", path}, {"text", text}});
  folder[compiled_name] = join_compiled(generation.compiled);
  folder[manifest_name] = manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  return folder;
}

Generation generation_from(const Folder& folder) {
  try {
    return generation_from_manifest(Json::parse(folder.at(manifest_name)), folder);
  } catch (const Json::exception& error) {
    throw Failure(ExitCode::failed, "state-unreadable"_id,
                  aug::format("cannot read {}: {}", manifest_name, error.what()));
  } catch (const std::out_of_range&) {
    throw Failure(ExitCode::failed, "state-unreadable"_id,
                  "cannot read a generation: a file is missing from its folder");
  }
}

}  // namespace aug
