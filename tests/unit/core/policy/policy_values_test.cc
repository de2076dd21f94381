#include "core/policy/policy_values.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

using Kind = YamlValue::Kind;

/// What a function that reads a value makes of it; the mistakes are not asked for.
template <typename Function>
auto result_of(Function read, const YamlValue& value) {
  const SourceText source("", "p.yaml");
  Mistakes mistakes(source);
  return read(value, "'x'", mistakes);
}

YamlValue plain(Kind kind, const std::string& text) {
  YamlValue value;
  value.kind = kind;
  value.text = text;
  value.plain = true;
  return value;
}

}  // namespace

TEST_CASE("only a text is a number or a boolean, whatever is in the value") {
  CHECK(result_of(read_whole_number, plain(Kind::text, "5")) == 5);
  CHECK(result_of(read_boolean, plain(Kind::text, "true")) == true);
  CHECK(result_of(read_boolean, plain(Kind::text, "false")) == false);
  CHECK(meant_boolean(plain(Kind::text, "on")) == true);
  for (const Kind kind : {Kind::nothing, Kind::list, Kind::map}) {
    CHECK_FALSE(result_of(read_whole_number, plain(kind, "5")));
    CHECK_FALSE(result_of(read_boolean, plain(kind, "true")));
    CHECK_FALSE(result_of(read_boolean, plain(kind, "false")));
    CHECK_FALSE(meant_boolean(plain(kind, "on")));
  }
}

TEST_CASE("of what is no text nobody is told to leave out its quotes") {
  const SourceText source("", "p.yaml");
  Mistakes mistakes(source);
  YamlValue list = plain(Kind::list, "5");
  list.plain = false;
  CHECK_FALSE(read_whole_number(list, "'x'", mistakes));
  CHECK(mistakes.in_order().at(0).hint.empty());
}

TEST_CASE("a plain text without a letter is no number") {
  CHECK(kind_of(plain(Kind::text, "")) == "''");
  CHECK_FALSE(result_of(read_whole_number, plain(Kind::text, "")));
  CHECK_FALSE(result_of(read_whole_number, plain(Kind::text, "-")));
  CHECK_FALSE(result_of(read_text, plain(Kind::text, "")));
}

TEST_CASE("a list has an item, or is none") {
  YamlValue list;
  list.kind = Kind::list;
  CHECK_FALSE(result_of(is_list, list));
  list.items.emplace_back();
  CHECK(result_of(is_list, list));
}
