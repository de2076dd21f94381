#include "core/apparmor/label.h"

#include <doctest/doctest.h>

namespace aug {
namespace {

TEST_CASE("a label is a profile and its mode") {
  CHECK(label_from("bwrap (enforce)") == Label{{"bwrap"}, "enforce"});
  CHECK(label_from("/opt/a b (1)/app (complain)") == Label{{"/opt/a b (1)/app"}, "complain"});
}

TEST_CASE("a stack has several profiles, and begins with the one that was given at exec") {
  const Label label = label_from("bwrap//&unpriv_bwrap (enforce)");
  CHECK(label.profiles == std::vector<std::string>{"bwrap", "unpriv_bwrap"});
  CHECK(label.first() == "bwrap");
  CHECK(label.name() == "bwrap//&unpriv_bwrap");
  CHECK(label.has("unpriv_bwrap"));
  CHECK_FALSE(label.has("unpriv"));
  CHECK(label_from("a//child//&b (mixed)").profiles == std::vector<std::string>{"a//child", "b"});
}

TEST_CASE("no profile is not the same as one that confines nothing, or as not knowing") {
  CHECK(label_from("unconfined").is_unconfined());
  CHECK_FALSE(label_from("gw (unconfined)").is_unconfined());
  CHECK_FALSE(label_from("").is_unconfined());
  CHECK(label_from("").first().empty());
  CHECK(label_from("unconfined//&gw (mixed)").first() == "unconfined");
  CHECK_FALSE(label_from("unconfined//&gw (mixed)").is_unconfined());
}

TEST_CASE("what only looks like a mode is part of the name") {
  for (const char* text : {"a)", "a (b", "(enforce)", "a(b)"}) {
    CAPTURE(text);
    CHECK(label_from(text).name() == text);
    CHECK(label_from(text).mode.empty());
  }
}

}  // namespace
}  // namespace aug
