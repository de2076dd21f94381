#include "core/policy/yaml_document.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

/// What is wrong with a text, each as "line:column message".
std::vector<std::string> said(const std::string& text) {
  const SourceText source(text, "p.yaml");
  Mistakes mistakes(source);
  read_yaml(mistakes);
  std::vector<std::string> all;
  for (const Diagnosis& each : mistakes.in_order()) {
    all.push_back(std::to_string(each.location.line) + ":" + std::to_string(each.location.column) + " " + each.message);
  }
  return all;
}

/// A list that weighs 4 MiB with these items: nearly all of it are 414 texts of 10000 letters, all but one of them
/// aliases; a last text is as long as it takes.
std::string heaviest_list(const std::string& items, std::size_t weight_of_items, std::size_t too_much = 0) {
  const std::size_t rest = (std::size_t{4} << 20U) - 100 - 414 * 10'100 - 100 - weight_of_items + too_much;
  std::string text = "[&a " + std::string(10'000, 'a');
  for (int i = 1; i < 414; ++i) text += ", *a";
  return text + ", " + std::string(rest, 'b') + items + "]";
}

bool is_too_heavy(const std::string& text) {
  const std::vector<std::string> all = said(text);
  return !all.empty() && all.front().ends_with(" the policy has too many values");
}

}  // namespace

TEST_CASE("values may weigh 4 MiB together: 100 each, with their texts and keys, and with those of an alias again") {
  const std::string key(2000, 'k');
  struct Items {
    std::string text;
    std::size_t weight;
  };
  for (const Items& items : {Items{"", 0}, Items{", ~", 100}, Items{", [], {}", 200}, Items{", [x], {x: yy}", 504},
                             Items{", &b {? " + key + " : x}, *b, *b", 3 * (100 + 2100 + 101)},
                             Items{", &b [~, xx], *b, *b", 3 * (100 + 100 + 102)}}) {
    CAPTURE(items.text.substr(0, 20));
    CHECK_FALSE(is_too_heavy(heaviest_list(items.text, items.weight)));
    CHECK(is_too_heavy(heaviest_list(items.text, items.weight, 1)));
  }
}

TEST_CASE("an alias has the place where it is written") {
  const SourceText source("[&a x, *a]", "p.yaml");
  Mistakes mistakes(source);
  const auto list = read_yaml(mistakes);
  REQUIRE(list);
  CHECK(list->items.at(0).offset == 1);
  CHECK(list->items.at(1).offset == 7);
  CHECK(list->items.at(1).text == "x");
}

TEST_CASE("a missing item at the end of the text has the place of its list") {
  for (const std::string text : {"a:\n  -", "a:\n  - ", "a:\n  -\n"}) {
    CAPTURE(text);
    const SourceText source(text, "p.yaml");
    Mistakes mistakes(source);
    const auto map = read_yaml(mistakes);
    REQUIRE(map);
    CHECK(map->items.at(0).items.at(0).offset == 5);
  }
}
