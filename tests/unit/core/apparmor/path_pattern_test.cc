#include "core/apparmor/path_pattern.h"

#include <doctest/doctest.h>

#include <set>

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
  CHECK(matches("/***", "/a"));
  CHECK_FALSE(matches("/a\\/*", "/a/"));
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
  CHECK(matches("/{*/b,a}", "//b"));
  CHECK(matches("/a{b,/}*", "/ab"));
  CHECK(matches("/a{b,}", "/a"));
  CHECK(matches("/a{b*,c,}", "/a"));
}

TEST_CASE("backslashes take meanings away") {
  CHECK(matches("/\\*", "/*"));
  CHECK_FALSE(matches("/\\*", "/a"));
  CHECK(matches("/\\{a\\,b\\}", "/{a,b}"));
  CHECK(matches("/\\101\\q", "/Aq"));
  CHECK(matches("/a\\q*", "/aq"));  // only an escaped slash is one
}

TEST_CASE("no wildcard stands for a zero byte") {
  for (const char* text : {"/?", "/*", "/**", "/[^a]"}) CHECK_FALSE(matches(text, std::string_view("/\0", 2)));
}

TEST_CASE("a class may hold its own signs behind a backslash, and a dash at its begin") {
  CHECK(matches("/[\\]]", "/]"));
  CHECK_FALSE(matches("/[\\]]", "/\\"));
  CHECK(matches("/[-a]", "/-"));
  CHECK(matches("/[a-c-e]", "/-"));  // behind a range a dash is one
  CHECK(matches("/[+--]", "/,"));
  CHECK(matches("/[a-a]", "/a"));
  CHECK(matches("/[^a]", "/^"));
  for (const char* text : {"/[\\", "/[a\\", "/[a-]", "/[a", "/[^", "/[^]"}) CHECK_FALSE(pattern(text));
}

TEST_CASE("what the parser refuses is no pattern") {
  for (const char* text : {"/{a}", "/{a,b", "/a}", "/[a", "/a]", "/a\\", "/[b-a]", "/[]", "/[", "/{a],b}", "/{[,b}"}) {
    CAPTURE(text);
    CHECK_FALSE(pattern(text));
  }
  const auto nested = [](int depth) {
    std::string deep;
    for (int i = 0; i < depth; ++i) deep += "{a,";
    return pattern("/" + deep + "b" + std::string(static_cast<std::size_t>(depth), '}'));
  };
  CHECK(nested(49));
  CHECK_FALSE(nested(50));
  std::string unclosed = "/";
  for (int i = 0; i < 50; ++i) unclosed += "{a,";
  CHECK_FALSE(pattern(unclosed + "b" + std::string(49, '}')));
  CHECK_FALSE(pattern("/" + std::string(100'000, 'a')));
}

TEST_CASE("a pattern has at most 50000 states: one for each letter, one at the begin and one at the end") {
  CHECK(pattern("/" + std::string(49'997, 'a')));
  CHECK_FALSE(pattern("/" + std::string(49'998, 'a')));
}

TEST_CASE("several patterns match what any of them does") {
  const std::vector<std::string> both = {"/a", "/b*"};
  const auto found = PathPattern::of(both);
  REQUIRE(found);
  CHECK(found->matches("/a"));
  CHECK(found->matches("/bc"));
  CHECK_FALSE(found->matches("/c"));
  const auto none = PathPattern::of({});
  REQUIRE(none);
  CHECK_FALSE(none->matches("/a"));
  CHECK(static_cast<std::size_t>(none->start()) < none->states().size());
  const std::vector<std::string> after_slash = {"/a/", "*"};
  CHECK(PathPattern::of(after_slash)->matches(""));
}

TEST_CASE("the beginning is what all matched paths share, up to the first choice") {
  const auto beginning = [](std::vector<std::string> patterns) { return PathPattern::of(patterns)->beginning(); };
  CHECK(beginning({"/usr/bin/man"}) == "/usr/bin/man");
  CHECK(beginning({"/usr/{,s}bin/man"}) == "/usr/");
  CHECK(beginning({"/usr/{bin,bin-x}/man"}) == "/usr/bin");
  CHECK(beginning({"/opt/**"}) == "/opt/");
  CHECK(beginning({"/opt/[a]?"}) == "/opt/a");
  CHECK(beginning({"/usr/bin/a", "/usr/bin/b"}) == "/usr/bin/");
  CHECK(beginning({"/a", "/a/b"}) == "/a");
  CHECK(beginning({"*"}).empty());
  CHECK_FALSE(PathPattern::of(std::vector<std::string>{"/usr/bin/man"})->matches("/usr/bin"));
}

TEST_CASE("an automaton is as small as can be") {
  const auto same = PathAutomaton::of(*pattern("/{a,b,c}x"));
  CHECK(same->next(same->next(0, '/'), 'a') == same->next(same->next(0, '/'), 'c'));
  // Each way has states of its own until they are merged, those behind the first letter and those at the end.
  for (const char* text : {"/{ax,bx}", "/{axy,bxy,cy}"}) {
    const auto merged = PathAutomaton::of(*pattern(text));
    CHECK(merged->next(merged->next(0, '/'), 'a') == merged->next(merged->next(0, '/'), 'b'));
    CHECK(matches(text, "/" + std::string(text).substr(2, 2) + (std::string(text).size() > 9 ? "y" : "")));
    CHECK_FALSE(matches(text, "/a"));
  }
}

TEST_CASE("an automaton is dead where nothing can match any more, and of no pattern there is none") {
  const auto found = PathAutomaton::of(*pattern("/a"));
  REQUIRE(found);
  CHECK(found->next(found->start(), 'x') == PathAutomaton::dead);
  CHECK(found->next(found->next(found->start(), '/'), '/') == PathAutomaton::dead);
  CHECK_FALSE(PathAutomaton::of(*PathPattern::of({})));
}

TEST_CASE("an automaton that would be too large is not made") {
  std::string text = "/*a";
  for (int i = 0; i < 20; ++i) text += "?";  // each '?' doubles it
  CHECK_FALSE(PathAutomaton::of(*pattern(text)));
}

TEST_CASE("an automaton has at most 4000 states before equal ones are merged") {
  // Words of eleven letters and an end have a state for each of their begins; all end in one.
  std::set<std::string> begins;
  std::string words;
  for (unsigned number = 0; number < 1980; ++number) {
    std::string word;
    for (unsigned bit = 11; bit-- > 0;) word += (number >> bit & 1U) != 0 ? 'b' : 'a';
    for (std::size_t length = 0; length <= word.size(); ++length) begins.insert(word.substr(0, length));
    words += (words.empty() ? "" : ",") + word + "c";
  }
  const std::size_t states = begins.size() + 2;  // before the slash, and at the end
  REQUIRE(states < 4000);
  const auto with_states = [&](std::size_t count) {
    return PathAutomaton::of(*pattern("/" + std::string(count - states, 'x') + "{" + words + "}"));
  };
  CHECK(with_states(4000));
  CHECK_FALSE(with_states(4001));
}

TEST_CASE("literal patterns have no wildcards") {
  CHECK(is_literal_pattern("/a/b c,d"));
  CHECK(is_literal_pattern("/a\\*"));
  for (const char* text : {"/*", "/?", "/[a]", "/{a,b}"}) CHECK_FALSE(is_literal_pattern(text));
}
