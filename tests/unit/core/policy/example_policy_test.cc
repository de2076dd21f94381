#include "core/policy/example_policy.h"

#include <doctest/doctest.h>

#include "core/policy/policy_reader.h"

using namespace aug;

TEST_CASE("the policy to edit can be read, and is an example until its path is another") {
  std::string text = example_policy("ours");
  const PolicyReading reading = read_policy(text, "ours.yaml");
  CHECK(reading.diagnoses.empty());
  REQUIRE(reading.policy);
  CHECK(reading.policy->name == "ours");
  const Diagnoses found = placeholders_in(*reading.policy);
  REQUIRE(found.size() == 1);
  CHECK(found.front().location.file == "ours.yaml");
  CHECK(found.front().location.excerpt == "  - path: /opt/Example App/example-app");

  text.replace(text.find(example_path), example_path.size(), "/opt/ours/app");
  const PolicyReading edited = read_policy(text, "");
  REQUIRE(edited.policy);
  CHECK(placeholders_in(*edited.policy).empty());
  text.replace(text.find("/opt/ours/app"), 13, "/opt/Example.AppImage");
  CHECK(placeholders_in(*read_policy(text, "").policy).size() == 1);  // the policy appimage has it
}
