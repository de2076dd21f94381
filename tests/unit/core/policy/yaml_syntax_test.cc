#include "core/policy/yaml_syntax.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

std::string said(const std::string& text, std::size_t offset, std::string_view parser_message) {
  const SourceText source(text, "p.yaml");
  Mistakes mistakes(source);
  add_syntax_mistake(mistakes, offset, parser_message);
  return describe(mistakes.in_order().at(0));
}

}  // namespace

TEST_CASE("what the parser says in words that are not known is passed on") {
  CHECK(said("a: b\n", 3, "something new").starts_with("p.yaml:1:4: error: this is not YAML: something new\n"));
  CHECK(said("", 0, "unknown token").starts_with("p.yaml:1:1: error: this is not YAML: unknown token\n"));
}

TEST_CASE("a text is closed by its own quote, which neither a doubled nor an escaped one is") {
  for (const std::string text : {"'a'", "\"a\"", "'it''s'", "\"a\\\"b\"", "'a\\'", "\"a''\"", "plain", "", "&a 'b'",
                                 "!x \"b\"", "# 'a\n'b'", "  'a'", "&a"}) {
    CAPTURE(text);
    CHECK(is_closed(text, 0));
  }
  for (const std::string text : {"'a", "\"a", "'it''", "\"a\\\"", "'", "\"", "&a 'b", "!x \"b", "# a\n'b", "  'a\""}) {
    CAPTURE(text);
    CHECK_FALSE(is_closed(text, 0));
  }
}

TEST_CASE("only a tab in the line itself is the reason for what the parser says of it") {
  CHECK(said("\tb: c\n", 0, "something new").starts_with("p.yaml:1:1: error: a tab cannot indent a line\n"));
  CHECK(said("a: b\n \tc: d\n", 8, "something new").starts_with("p.yaml:2:2: error: a tab cannot indent a line\n"));
  CHECK(said("a\n\tb", 0, "something new").starts_with("p.yaml:1:1: error: this is not YAML: something new\n"));
  CHECK(said("a:\n  ", 5, "something new").starts_with("p.yaml:2:3: error: this is not YAML: something new\n"));
}

TEST_CASE("a bad escape is where its backslash is, anything else where the parser says") {
  CHECK(said("\"a\\q\"", 4, "unknown escape character: q").starts_with("p.yaml:1:3: error: an unknown escape"));
  CHECK(said("\"a\\xg\"", 5, "bad character found while scanning hex number")
            .starts_with("p.yaml:1:3: error: an incomplete escape"));
  CHECK(said("a\\b: @x", 5, "unknown token").starts_with("p.yaml:1:6: error: a text cannot begin with '@'"));
}
