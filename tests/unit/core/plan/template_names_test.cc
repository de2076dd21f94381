#include "core/plan/template_names.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

Templates templates_of(std::initializer_list<const char*> names) {
  Templates templates;
  for (const char* name : names) templates.try_emplace(name, "", name);
  return templates;
}

}  // namespace

TEST_CASE("a policy may name each template but those that another brings along") {
  const Templates templates = templates_of({"bwrap", "gateway", "helper_bwrap", "unpriv_bwrap", "unpriv_mine"});
  CHECK(names_for_policies(templates) == std::vector<std::string_view>{"bwrap", "gateway", "unpriv_mine"});
}

TEST_CASE("of a template that is not there, the nearest or all are the hint") {
  const Templates templates = templates_of({"bwrap", "gateway", "unpriv_bwrap"});
  BinaryEntry entry;
  entry.location = {"p.yaml", 5, 5, "- path: /opt/x"};
  for (const char* known : {"bwrap", "gateway"}) {
    entry.template_name = known;
    CHECK_FALSE(flaw_in_template(entry, templates));
  }
  entry.template_name = "gatway";
  CHECK(flaw_in_template(entry, templates)->hint == "did you mean 'gateway'?");
  entry.template_name = "xyz";
  const auto flaw = flaw_in_template(entry, templates);
  REQUIRE(flaw);
  CHECK(flaw->location.line == 5);
  CHECK(flaw->hint == "the templates are bwrap, gateway");
}
