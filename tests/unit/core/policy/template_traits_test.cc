#include "core/policy/template_traits.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("the built-in templates have their traits, others have none") {
  CHECK(traits_of("bwrap").has_child);
  CHECK_FALSE(traits_of("bwrap").is_unconfined);
  CHECK(traits_of("gateway").is_unconfined);
  CHECK_FALSE(traits_of("gateway").has_child);
  CHECK_FALSE(traits_of("own").has_child);
  CHECK_FALSE(traits_of("own").is_unconfined);
}

TEST_CASE("a bubblewrap of whatever vendor gets the template for it") {
  CHECK(template_for("/usr/bin/bwrap") == "bwrap");
  CHECK(template_for("/opt/x/srt-bwrap") == "bwrap");
  CHECK(template_for("/opt/x/mybwrap") == "gateway");
  CHECK(template_for("/usr/bin/chrome") == "gateway");
}

TEST_CASE("a template's name is a word that begins with a letter or a digit") {
  for (const char* name : {"a", "7", "own_one-2"}) CHECK(is_template_name(name));
  for (const char* name : {"", "_a", "-a", "A", "a.b"}) CHECK_FALSE(is_template_name(name));
}
