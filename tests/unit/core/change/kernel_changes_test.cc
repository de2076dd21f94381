#include "core/change/kernel_changes.h"

#include <doctest/doctest.h>

#include "core/change/changes.h"
#include "support/failure_of.h"
#include "support/generations.h"

using namespace aug;

TEST_CASE("only what differs is loaded, and what was there is brought back in one write") {
  NumberedGeneration from{1, with_profile("a", "1")};
  add_profile(from.generation, "c", "1");
  add_profile(from.generation, "d", "1");
  NumberedGeneration to{2, with_profile("a", "2")};
  add_profile(to.generation, "c", "1");
  add_profile(to.generation, "d", "2");
  add_profile(to.generation, "e", "1");
  const auto changes = changes_between(from, to, host_with(from).state());
  const auto& before = from.generation.compiled;
  const auto& after = to.generation.compiled;
  CHECK(changes[0].step == Step(load({after[0], after[2], after[3]})));
  CHECK(changes[0].undo == std::vector<Step>{load({before[0], before[2]}), UnloadProfile{"e"}});
  CHECK(steps_of(changes).size() == 5);
}

TEST_CASE("where the kernel shows no bytes, what was loaded last is taken for what is there") {
  const NumberedGeneration from{1, with_profile("a", "1")};
  const NumberedGeneration to{2, with_profile("a", "2")};
  ModelHost host = host_with(from);
  host.keeps_bytes = false;
  const auto changes = changes_between(from, to, host.state());
  CHECK(changes.at(0).undo == std::vector<Step>{load(from.generation.compiled)});
  host.loaded.clear();
  CHECK(changes_between(from, from, host.state()).at(0).step == Step(load(from.generation.compiled)));
}

TEST_CASE("a profile that could not be brought back is not replaced") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  ModelHost host = host_with(one);
  host.keeps_bytes = false;
  const Failure failure = failure_of([&] { changes_between({}, one, host.state()); });
  CHECK(failure.code() == ExitCode::unsupported);
  CHECK(mentions(failure, "cannot replace the profile 'a'"));
}

TEST_CASE("what others bring is not unloaded with ours, even under our name") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  ModelHost host = host_with(one);
  host.loaded["a"] = "theirs";
  HostState state = host.state();
  state.others = {"a"};
  CHECK(steps_of(changes_between(one, {}, state)) == std::vector<Step>{RemoveFile{path_of("a")}, SelectGeneration{0}});
}

TEST_CASE("what others bring and the kernel lacks is loaded in the same write, and taken back to ours") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  HostState state = host_with(one).state();
  const CompiledProfile other = compiled_profile("a", "other");
  state.others = {"a"};
  state.missing_others = {other};
  const auto changes = changes_between(one, {}, state);
  CHECK(changes.at(0).step == Step(load({other})));
  CHECK(changes.at(0).undo == std::vector<Step>{load(one.generation.compiled)});
  CHECK(steps_of(changes) == std::vector<Step>{load({other}), RemoveFile{path_of("a")}, SelectGeneration{0}});
}

TEST_CASE("profiles of others that are extended are loaded with ours, and never unloaded") {
  NumberedGeneration one{1, with_profile("helper_a", "1")};
  const CompiledProfile extended = compiled_profile("a", "with helpers");
  one.generation.extended_compiled = {extended};
  ModelHost host;
  host.loaded["a"] = compiled_profile("a", "as it was").bytes;
  const auto changes = changes_between({}, one, host.state());
  CHECK(changes.at(0).step == Step(load({one.generation.compiled[0], extended})));
  CHECK(changes.at(0).undo == std::vector<Step>{load({compiled_profile("a", "as it was")}), UnloadProfile{"helper_a"}});

  host = host_with(one);
  host.loaded["a"] = extended.bytes;
  CHECK(changes_between(one, one, host.state()).empty());
  HostState state = host.state();
  state.missing_others = {compiled_profile("a", "as it was")};
  const auto back = changes_between(one, {}, state);
  CHECK(back.at(0).step == Step(load({compiled_profile("a", "as it was")})));
  CHECK(back.at(0).undo == std::vector<Step>{load({extended})});
  CHECK(back.at(1).step == Step(UnloadProfile{"helper_a"}));
}

TEST_CASE("what somebody replaced in the kernel is loaded again, and taken back to that") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  ModelHost host = host_with(one);
  const CompiledProfile theirs_now = compiled_profile("a", "replaced by somebody");
  host.loaded["a"] = theirs_now.bytes;
  const auto changes = changes_between(one, one, host.state());
  REQUIRE(steps_of(changes) == std::vector<Step>{load(one.generation.compiled)});
  CHECK(changes[0].undo == std::vector<Step>{load({theirs_now})});
}

TEST_CASE("a profile of a file that is taken over is not unloaded where ours has its name") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  HostState state = host_with(one).state();
  state.taken_over = {"a"};
  CHECK(changes_between(one, one, state).empty());
}
