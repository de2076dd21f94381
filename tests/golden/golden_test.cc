#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/apparmor/aare.h"
#include "core/apparmor/our_files.h"
#include "core/plan/extension.h"
#include "core/plan/profile_planner.h"
#include "core/plan/profile_text.h"
#include "core/plan/setting_planner.h"
#include "core/policy/policy_reader.h"
#include "core/text/failure.h"
#include "system/profile_files.h"
#include "system/services.h"

// Each folder of cases/ is a case: policies (*.yaml), what the host is like (facts.json and others' profiles in
// host/etc/apparmor.d, files of units; may be left out), and in expected/ what comes of them, byte for byte: `result`,
// and the profiles. AUG_ACCEPT=1 rewrites expected/ and skips.

namespace {

namespace fs = std::filesystem;
using aug::BinaryPath;

const fs::path tests = AUG_TESTS_DIR;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> sorted(const fs::path& folder) {
  std::vector<fs::path> paths;
  if (!fs::exists(folder)) return paths;
  for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

aug::Templates templates_of(const fs::path& folder) {
  aug::Templates templates;
  for (const fs::path& file : sorted(folder)) {
    templates.try_emplace(file.filename().string(), read(file), file.filename().string());
  }
  for (const fs::path& file : sorted(tests.parent_path() / "templates")) {
    templates.try_emplace(file.filename().string(), read(file), file.filename().string());
  }
  return templates;
}

std::vector<aug::OtherProfile> others_in(const fs::path& host) {
  std::vector<aug::OtherProfile> others;
  if (!fs::exists(host / "etc/apparmor.d")) return others;
  const aug::ScannedFiles scanned = aug::read_profile_files(aug::Root(host.string()));
  CHECK(scanned.diagnoses.empty());
  for (const aug::ScannedFile& file : scanned.files) {
    for (const aug::ScannedProfile& profile : file.profiles) {
      if (!file.is_disabled) others.push_back({profile, file.path, file.forces_complain});
    }
  }
  return others;
}

/// A host on which everything is installed, but for what facts.json says.
aug::HostFacts facts_of(const fs::path& folder, const std::vector<aug::Policy>& policies) {
  const std::string text = read(folder / "facts.json");
  const auto json = text.empty() ? nlohmann::json::object() : nlohmann::json::parse(text);
  aug::HostFacts facts;
  facts.has_kernel = json.value("kernel", true);
  facts.restriction = json.value("restricted", true) ? aug::Restriction::on : aug::Restriction::absent;
  facts.parser_without_priority = json.value("parser_without_priority", "");
  facts.foreign = json.value("foreign", std::set<std::string>());
  const auto links = json.value("links", std::map<std::string, std::string>());
  const auto writable = json.value("writable", std::map<std::string, std::string>());
  const auto missing = json.value("missing", std::vector<std::string>());
  const auto matches = json.value("matches", std::map<std::string, std::vector<std::string>>());
  facts.others = others_in(folder / "host");
  for (const aug::Policy& policy : policies) {
    for (const aug::UnitSetting& unit : policy.units) {
      if (!fs::exists(folder / "host")) continue;
      const aug::Root host((folder / "host").string());
      facts.user_units[unit.unit] = {aug::files_of_user_unit(host, unit.unit, "")};
    }
    for (const aug::BinaryEntry& entry : policy.binaries) {
      for (const std::string& helper : entry.helpers) {
        facts.paths[helper] = {true, true, helper, {}};
        if (matches.contains(helper)) facts.paths[helper] = {true, true, "", matches.at(helper)};
        if (writable.contains(helper)) facts.paths[helper].writable = writable.at(helper);
      }
      for (const BinaryPath& path : entry.paths) {
        const bool exists = std::find(missing.begin(), missing.end(), path.text) == missing.end();
        const auto link = links.find(path.text);
        facts.paths[path.text] = {exists, exists, link == links.end() ? path.text : link->second, {}};
        if (matches.contains(path.text)) facts.paths[path.text].matches = matches.at(path.text);
        if (writable.contains(path.text)) facts.paths[path.text].writable = writable.at(path.text);
      }
    }
  }
  return facts;
}

using Files = std::map<std::string, std::string>;

std::string described(const aug::Diagnoses& diagnoses) {
  std::string text;
  for (const aug::Diagnosis& diagnosis : diagnoses) text += aug::describe(diagnosis);
  return text;
}

Files made_of(const fs::path& folder) {
  Files made;
  std::vector<aug::Policy> policies;
  std::string& result = made["result"];
  bool readable = true;
  for (const fs::path& file : sorted(folder)) {
    if (file.extension() != ".yaml") continue;
    aug::PolicyReading reading = aug::read_policy(read(file), file.filename().string());
    result += described(reading.diagnoses);
    if (reading.policy) policies.push_back(*reading.policy);
    readable = readable && reading.policy;
  }
  if (!readable) return made;
  try {
    std::vector<aug::PlannedPolicy> planned;
    for (const aug::Policy& policy : policies) planned.push_back({policy, policy.when == aug::When::always});
    const aug::Templates templates = templates_of(folder / "templates");
    const aug::HostFacts facts = facts_of(folder, policies);
    const aug::Plan plan = aug::plan_profiles(planned, facts, templates);
    const aug::SettingPlan settings = aug::plan_settings(planned, facts, {});
    for (const aug::PlannedBinary& binary : plan.binaries) {
      result += fmt::format("{}: {} -> {}: {} {}{}{}\n", binary.policy, binary.path, binary.real_path, binary.profile,
                            aug::name_of(binary.state), binary.allowed.empty() ? "" : "; allowed: ", binary.allowed);
      if (!binary.by.empty()) result += fmt::format("    by {}: {}\n", binary.by, binary.detail);
      for (const aug::PlannedHelper& helper : binary.helpers) {
        result += fmt::format("    helper {}{}{}\n", helper.path,
                              helper.allowed.empty() ? "" : "; allowed: ", helper.allowed);
      }
    }
    for (const aug::TextFile& drop_in : settings.drop_ins) result += fmt::format("{}:\n{}", drop_in.path, drop_in.text);
    result += described(settings.notices);
    for (const std::string& file : plan.taken_over) result += fmt::format("taken over: {}\n", file);
    for (const auto& [path, rules, is_new] : aug::blocks_of(plan.extensions)) {
      result += fmt::format("added to {}:\n{}", path, rules);
    }
    for (const aug::RenderedProfile& profile : aug::render_profiles(plan.profiles, templates)) {
      made[aug::file_name_of(profile.name)] = profile.text;
    }
  } catch (const aug::Failure& failure) {
    result += fmt::format("exit {}\n{}", static_cast<int>(failure.code()), described(failure.diagnoses()));
  }
  return made;
}

Files expected_of(const fs::path& folder) {
  Files files;
  for (const fs::path& file : sorted(folder)) files[file.filename().string()] = read(file);
  return files;
}

void accept(const fs::path& folder, const Files& files) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  for (const auto& [name, content] : files) std::ofstream(folder / name, std::ios::binary) << content;
}

}  // namespace

TEST_CASE("policies come to the expected profiles and messages") {
  const bool accepting = std::getenv("AUG_ACCEPT") != nullptr;
  for (const fs::path& folder : sorted(tests / "golden/cases")) {
    SUBCASE(folder.filename().c_str()) {
      const Files made = made_of(folder);
      if (accepting) {
        accept(folder / "expected", made);
        MESSAGE("accepted, not tested: " << folder.filename());
      } else {
        CHECK(made == expected_of(folder / "expected"));
      }
    }
  }
}

TEST_CASE("each policy that comes with the program is one of them") {
  for (const fs::path& policy : sorted(tests.parent_path() / "policies")) {
    const fs::path is_read = tests / "golden/cases" / ("shipped-" + policy.stem().string()) / "policy.yaml";
    INFO(is_read);
    CHECK((fs::exists(is_read) && fs::equivalent(is_read, policy)));
  }
}
