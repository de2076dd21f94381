#include "core/apparmor/path_pattern.h"

#include <doctest/doctest.h>

#include "core/apparmor/path_automaton.h"

using namespace aug;

namespace {

std::optional<PathPattern> pattern(const std::string& text) {
  return PathPattern::of(std::span(&text, 1));
}

bool matches(const std::string& text, std::string_view path) {
  const auto found = pattern(text);
  REQUIRE(found);
  const auto automaton = PathAutomaton::of(*found);
  REQUIRE(automaton);
  int state = automaton->start();
  for (const char c : path) state = automaton->next(state, c);
  // The two ways to match must never differ.
  CHECK(automaton->accepts(state) == found->matches(path));
  return found->matches(path);
}

}  // namespace

TEST_CASE("a star stays within its component and is not empty when alone") {
  CHECK(matches("/a/*", "/a/b"));
  CHECK_FALSE(matches("/a/*", "/a/"));
  CHECK_FALSE(matches("/a/*", "/a/b/c"));
  CHECK(matches("/a/b*", "/a/b"));
  CHECK(matches("/a/*b", "/a/b"));
  CHECK_FALSE(matches("/a/*/c", "/a//c"));
}

TEST_CASE("two stars cross components") {
  CHECK(matches("/a/**", "/a/b/c"));
  CHECK_FALSE(matches("/a/**", "/a/"));
  CHECK(matches("/a**", "/a"));
  CHECK(matches("/**/c", "/a/b/c"));
  CHECK_FALSE(matches("/**/c", "//c"));
}

TEST_CASE("question marks and classes stand for one byte") {
  CHECK(matches("/a?c", "/abc"));
  CHECK_FALSE(matches("/a?c", "/a/c"));
  CHECK_FALSE(matches("/?", "/ü"));
  CHECK(matches("/[a-cx]", "/b"));
  CHECK(matches("/[a-cx]", "/x"));
  CHECK_FALSE(matches("/[a-cx]", "/d"));
  CHECK(matches("/[^a]", "/b"));
  CHECK_FALSE(matches("/[^a]", "/a"));
  CHECK(matches("/[{,}]", "/,"));
}

TEST_CASE("alternatives may be empty, nested and hold slashes") {
  for (const char* path : {"/bin/x", "/usr/bin/x", "/usr/local/bin/x"}) CHECK(matches("/{,usr/{,local/}}bin/x", path));
  CHECK_FALSE(matches("/{,usr/{,local/}}bin/x", "/local/bin/x"));
  CHECK(matches("/{*,}x", "/x"));  // not alone in its component: behind '{'
  CHECK(matches("/a,b", "/a,b"));
}

TEST_CASE("backslashes take meanings away") {
  CHECK(matches("/\\*", "/*"));
  CHECK_FALSE(matches("/\\*", "/a"));
  CHECK(matches("/\\{a\\,b\\}", "/{a,b}"));
  CHECK(matches("/\\101\\q", "/Aq"));
}

TEST_CASE("what the parser refuses is no pattern") {
  for (const char* text : {"/{a}", "/{a,b", "/a}", "/[a", "/a]", "/a\\", "/[b-a]", "/[]"}) {
    CAPTURE(text);
    CHECK_FALSE(pattern(text));
  }
  std::string deep;
  for (int i = 0; i < 60; ++i) deep += "{a,";
  CHECK_FALSE(pattern("/" + deep + "b" + std::string(60, '}')));
  CHECK_FALSE(pattern("/" + std::string(100'000, 'a')));
}

TEST_CASE("several patterns match what any of them does") {
  const std::vector<std::string> both = {"/a", "/b*"};
  const auto found = PathPattern::of(both);
  REQUIRE(found);
  CHECK(found->matches("/a"));
  CHECK(found->matches("/bc"));
  CHECK_FALSE(found->matches("/c"));
  CHECK_FALSE(PathPattern::of({})->matches("/a"));
}

TEST_CASE("an automaton is as small as can be") {
  const auto same = PathAutomaton::of(*pattern("/{a,b,c}x"));
  CHECK(same->next(same->next(0, '/'), 'a') == same->next(same->next(0, '/'), 'c'));
}

TEST_CASE("an automaton that would be too large is not made") {
  std::string text = "/*a";
  for (int i = 0; i < 20; ++i) text += "?";  // each '?' doubles it
  CHECK_FALSE(PathAutomaton::of(*pattern(text)));
}

TEST_CASE("literal patterns have no wildcards") {
  CHECK(is_literal_pattern("/a/b c,d"));
  CHECK(is_literal_pattern("/a\\*"));
  for (const char* text : {"/*", "/?", "/[a]", "/{a,b}"}) CHECK_FALSE(is_literal_pattern(text));
}
