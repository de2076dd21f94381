#include "core/policy/policy_fields.h"

#include <doctest/doctest.h>

#include <array>

using namespace aug;

TEST_CASE("a key that is not there has the place of its map") {
  constexpr std::array<std::string_view, 2> known = {"a", "b"};
  const SourceText source("x: {a: 1}", "p.yaml");
  Mistakes mistakes(source);
  YamlValue map;
  map.kind = YamlValue::Kind::map;
  map.offset = 3;
  CHECK(Fields(map, known, mistakes).offset_of("a") == 3);
  map.keys = {{"a", 4}};
  map.items.emplace_back().kind = YamlValue::Kind::text;
  CHECK(Fields(map, known, mistakes).offset_of("a") == 4);
  CHECK(Fields(map, known, mistakes).offset_of("b") == 3);
  CHECK(mistakes.count() == 0);
}
