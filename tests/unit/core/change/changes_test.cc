#include "core/change/changes.h"

#include <doctest/doctest.h>

#include "support/failure_of.h"
#include "support/generations.h"

using namespace aug;

TEST_CASE("the first generation is loaded at once, then placed, then selected, and each step can be taken back") {
  NumberedGeneration one{1, with_profile("a", "1")};
  add_profile(one.generation, "c", "1");
  const auto changes = changes_between({}, one, host_with({}).state());
  REQUIRE(changes.size() == 4);
  CHECK(changes[0].step == Step(load(one.generation.compiled)));
  CHECK(changes[0].undo == std::vector<Step>{UnloadProfile{"a"}, UnloadProfile{"c"}});
  CHECK(changes[1].step == Step(PlaceFile{"/etc/apparmor.d/aa-userns-gen.a", {text_of("a", "1")}}));
  CHECK(changes[1].undo == std::vector<Step>{RemoveFile{"/etc/apparmor.d/aa-userns-gen.a"}});
  CHECK(changes[3].step == Step(SelectGeneration{1}));
  CHECK(changes[3].undo == std::vector<Step>{SelectGeneration{0}});
}

TEST_CASE("the last generation is unloaded, removed and selected away, and each step can be taken back") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  const auto changes = changes_between(one, {}, host_with(one).state());
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].step == Step(UnloadProfile{"a"}));
  CHECK(changes[0].undo == std::vector<Step>{load(one.generation.compiled)});
  CHECK(changes[1].step == Step(RemoveFile{path_of("a")}));
  CHECK(changes[1].undo == std::vector<Step>{PlaceFile{path_of("a"), {text_of("a", "1")}}});
  CHECK(changes[2].step == Step(SelectGeneration{0}));
  CHECK(changes[2].undo == std::vector<Step>{SelectGeneration{1}});
}

TEST_CASE("what is gone already is not unloaded or removed again") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  ModelHost host = host_with(one);
  host.perform(UnloadProfile{"a"});
  host.perform(RemoveFile{path_of("a")});
  CHECK(steps_of(changes_between(one, {}, host.state())) == std::vector<Step>{SelectGeneration{0}});
}

TEST_CASE("without a kernel only files change") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  const auto changes = changes_between({}, one, without_kernel(host_with({})).state());
  CHECK(steps_of(changes) == std::vector<Step>{PlaceFile{path_of("a"), {text_of("a", "1")}}, SelectGeneration{1}});
}

TEST_CASE(
    "a file that is taken over is switched off by a link, its profiles are unloaded, and giving it back undoes that") {
  NumberedGeneration one{1, with_profile("a", "1")};
  one.generation.taken_over = {path_of_theirs};
  ModelHost host = host_with({});
  const auto changes = changes_between({}, one, host.state({}, one.generation));
  const std::string link = "/etc/apparmor.d/disable/theirs";
  CHECK(steps_of(changes) == std::vector<Step>{load(one.generation.compiled), UnloadProfile{"theirs"},
                                               PlaceFile{path_of("a"), {text_of("a", "1")}},
                                               PlaceFile{link, link_to(path_of_theirs)}, SelectGeneration{1}});
  CHECK(changes[1].undo == std::vector<Step>{load({theirs})});
  CHECK(changes[3].undo == std::vector<Step>{RemoveFile{link}});

  for (const Change& change : changes) host.perform(change.step);
  const auto back = changes_between(one, {}, host.state(one.generation, {}));
  CHECK(steps_of(back) == std::vector<Step>{load({theirs}), UnloadProfile{"a"}, RemoveFile{path_of("a")},
                                            RemoveFile{link}, SelectGeneration{0}});
}

TEST_CASE("what is loaded or unloaded is touched, files are not") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  const NumberedGeneration two{2, with_profile("b", "1")};
  const auto changes = changes_between(one, two, host_with(one).state());
  CHECK(touch_profile(changes, "a"));
  CHECK(touch_profile(changes, "b"));
  CHECK_FALSE(touch_profile(changes, "c"));
  CHECK_FALSE(touch_profile(changes_between(one, two, without_kernel(host_with(one)).state()), "b"));
}
