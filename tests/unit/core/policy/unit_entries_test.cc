#include "core/policy/unit_entries.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

std::vector<UnitSetting> settings_in(const std::string& text) {
  const SourceText source(text, "p.yaml");
  Mistakes mistakes(source);
  const auto list = read_yaml(mistakes);
  REQUIRE(list);
  return read_unit_settings(*list, mistakes);
}

}  // namespace

TEST_CASE("of units and their directives only those are read that can be") {
  const auto settings =
      settings_in("[x, {unit: a.service, set: {PrivateTmp: yes, ProtectHome: '', BindPaths: '/a', PrivateIPC: no}}]");
  REQUIRE(settings.size() == 1);
  CHECK(settings[0].unit == "a.service");
  REQUIRE(settings[0].set.size() == 1);
  CHECK(settings[0].set[0].name == "PrivateIPC");
}
