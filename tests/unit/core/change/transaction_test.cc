#include "core/change/transaction.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <stdexcept>

#include "core/change/changes.h"
#include "support/failure_of.h"
#include "support/generations.h"

using namespace aug;

namespace {

/// Number 0 is the empty one. Profile a in two versions, with and without a child, in place of somebody else's, or with
/// settings; c with or without.
std::vector<NumberedGeneration> some_generations() {
  std::vector<NumberedGeneration> all;
  for (const char* a : {"", "1", "2"}) {
    for (const char* beside_a : {"", "child 1", "child 2", "taken over", "2 is set", "3 is set"}) {
      for (const char* c : {"", "1"}) {
        const std::string beside = beside_a;
        if (*a == '\0' && !beside.empty()) continue;
        if (*a == '2' && beside.ends_with("set")) continue;  // more of the same
        Generation generation;
        if (*a != '\0') add_profile(generation, "a", a);
        if (beside.starts_with("child")) generation.compiled.push_back(compiled_profile("a//b", beside));
        if (beside == "taken over") generation.taken_over = {path_of_theirs};
        if (beside.ends_with("set")) add_settings(generation, beside.substr(0, 1));
        if (*c != '\0') add_profile(generation, "c", c);
        all.push_back({static_cast<int>(all.size()), generation});
      }
    }
  }
  return all;
}

std::vector<Change> changes_on(const ModelHost& host, const NumberedGeneration& from, const NumberedGeneration& to) {
  return changes_between(from, to, host.state(from.generation, to.generation));
}

/// The same without the administrator's edits that were kept.
ModelHost without_edits(ModelHost host) {
  std::erase_if(host.files, [](const auto& file) { return file.first.starts_with(edited_folder); });
  return host;
}

/// A host as applying left it, and as whatever happened since may have made it.
std::vector<ModelHost> states_of(const NumberedGeneration& current) {
  const ModelHost as_applied = host_with(current);
  std::vector<ModelHost> states{as_applied, without_kernel(as_applied)};
  ModelHost host = as_applied;
  host.keeps_bytes = false;
  states.push_back(host);
  host.perform(UnloadProfile{"a"});
  states.push_back(host);
  host.keeps_bytes = true;
  host.files.erase(path_of("a"));
  states.push_back(host);
  host.perform(UnloadProfile{"c"});
  host.files.erase(path_of("c"));
  states.push_back(host);
  host = as_applied;
  if (host.loaded.contains("a")) {
    host.loaded["a"] = compiled_profile("a", "replaced by somebody").bytes;
    host.files[path_of("a")].content += "# edited\n";
    host.files[override_links_of("a")[0]] = {"../x", 0777, 0, 0, true};
    states.push_back(host);
    host.files[path_of("a")] = {text_of("a", "1"), 0600};
    states.push_back(host);
  }
  if (!current.generation.sysctls.empty()) {
    host = as_applied;
    for (const TextFile& drop_in : current.generation.drop_ins) host.files[drop_in.path].content += "# edited\n";
    host.perform(ReloadUnits{UnitScope::user});
    states.push_back(host);
    for (const TextFile& drop_in : current.generation.drop_ins) host.files.erase(drop_in.path);
    host.perform(ReloadUnits{UnitScope::user});
    states.push_back(host);
  }
  if (!current.generation.taken_over.empty()) {
    host = as_applied;
    host.files.erase(disable_link_of(path_of_theirs));
    states.push_back(host);
    host.loaded[theirs.name] = theirs.bytes;
    states.push_back(host);
  }
  return states;
}

/// Calls `test` with every pair of generations and every state of the host.
template <typename Test>
void for_all(Test test) {
  const std::vector<NumberedGeneration> all = some_generations();
  for (const NumberedGeneration& from : all) {
    for (const NumberedGeneration& to : all) {
      const std::vector<ModelHost> states = states_of(from);
      for (std::size_t state = 0; state < states.size(); ++state) {
        // What is taken over could not be brought back: that is refused.
        if (!states[state].keeps_bytes && !to.generation.taken_over.empty()) continue;
        CAPTURE(from.number);
        CAPTURE(to.number);
        CAPTURE(state);
        test(from, to, states[state]);
      }
    }
  }
}

/// The links by which an administrator switched a profile off stay where the profile is gone.
ModelHost wanted_host(const NumberedGeneration& target, const ModelHost& before) {
  ModelHost host = host_with(target);
  if (!before.has_kernel) host = without_kernel(host);
  host.keeps_bytes = before.keeps_bytes;
  for (const auto& [path, file] : before.files) {
    const bool is_ours = path == disable_link_of(path_of_theirs);
    if (file.is_link && !is_ours && !host.files.contains(path_of("a"))) host.files[path] = file;
  }
  return host;
}

void carry_out_on(ModelHost& host, const std::vector<Change>& changes) {
  carry_out(
      changes, [&](const Step& step) { host.perform(step); }, [] {});
}

}  // namespace

TEST_CASE("there is nothing to change where the host is as the current generation wants it") {
  for (const NumberedGeneration& current : some_generations()) {
    for (const bool keeps_bytes : {true, false}) {
      ModelHost host = host_with(current);
      host.keeps_bytes = keeps_bytes;
      CHECK(changes_on(host, current, current).empty());
    }
    CHECK(changes_on(without_kernel(host_with(current)), current, current).empty());
  }
}

TEST_CASE("carrying out the changes between two generations gives the second, whatever the host was like") {
  for_all([](const NumberedGeneration& from, const NumberedGeneration& to, ModelHost host) {
    const ModelHost wanted = wanted_host(to, host);
    const auto changes = changes_on(host, from, to);
    carry_out_on(host, changes);
    CHECK(without_edits(host) == wanted);
    CHECK(changes_on(host, to, to).empty());
  });
}

TEST_CASE("carrying out changes twice is carrying them out once") {
  for_all([](const NumberedGeneration& from, const NumberedGeneration& to, ModelHost host) {
    const auto changes = changes_on(host, from, to);
    carry_out_on(host, changes);
    const ModelHost once = host;
    carry_out_on(host, changes);
    CHECK(host == once);
  });
}

TEST_CASE("a failure at any step, done or not, leaves the host as it was, children of profiles included") {
  for_all([](const NumberedGeneration& from, const NumberedGeneration& to, const ModelHost& before) {
    const auto changes = changes_on(before, from, to);
    for (const auto when : {FailingPerformer::When::before, FailingPerformer::When::after}) {
      for (std::size_t at = 0; at < changes.size(); ++at) {
        ModelHost host = before;
        FailingPerformer performer(host, at, when);
        const Failure failure = failure_of([&] { carry_out(changes, std::ref(performer), [] {}); });
        REQUIRE(failure.code() == ExitCode::failed);
        REQUIRE(host == before);
      }
    }
  });
}

TEST_CASE("a failure at any step, done or not, leaves the host as it was") {
  std::size_t points = 0;
  for_all([&](const NumberedGeneration& from, const NumberedGeneration& to, const ModelHost& before) {
    if (before.loaded.contains("a//b")) return;
    const auto changes = changes_on(before, from, to);
    for (const auto when : {FailingPerformer::When::before, FailingPerformer::When::after}) {
      for (std::size_t at = 0; at < changes.size(); ++at) {
        CAPTURE(at);
        ++points;
        ModelHost host = before;
        FailingPerformer performer(host, at, when);
        const Failure failure = failure_of([&] { carry_out(changes, std::ref(performer), [] {}); });
        CHECK(failure.code() == ExitCode::failed);
        CHECK(failure.what() == std::string("cannot perform: told to fail"));
        CHECK(failure.diagnoses().back().severity == Severity::notice);
        CHECK(failure.diagnoses().back().message == "everything was taken back: the host is as it was before");
        CHECK(host == before);
      }
    }
  });
  MESSAGE(fmt::format("model host: {} points tried", points));
}

TEST_CASE("a failure at the end leaves the host as it was and keeps its exit code") {
  for_all([](const NumberedGeneration& from, const NumberedGeneration& to, const ModelHost& before) {
    if (before.loaded.contains("a//b")) return;
    ModelHost host = before;
    const auto changes = changes_on(before, from, to);
    const auto perform = [&](const Step& step) { host.perform(step); };
    const Failure failure = failure_of([&] {
      carry_out(changes, perform, [] { throw Failure(ExitCode::unsupported, "a-kind"_id, "cannot verify"); });
    });
    CHECK(failure.code() == ExitCode::unsupported);
    CHECK(mentions(failure, "cannot verify"));
    CHECK(host == before);
  });
}

TEST_CASE("any other exception is a failure too, and is taken back") {
  const NumberedGeneration none;
  const NumberedGeneration one{1, with_profile("a", "1")};
  const ModelHost before = host_with(none);
  ModelHost host = before;
  const auto changes = changes_on(before, none, one);
  const auto perform = [&](const Step& step) { host.perform(step); };
  const Failure failure =
      failure_of([&] { carry_out(changes, perform, [] { throw std::runtime_error("out of luck"); }); });
  CHECK(failure.code() == ExitCode::failed);
  CHECK(mentions(failure, "out of luck"));
  CHECK(host == before);
}

TEST_CASE("a second failure, while taking back, is inconsistent and says what was not taken back") {
  std::size_t points = 0;
  for_all([&](const NumberedGeneration& from, const NumberedGeneration& to, const ModelHost& before) {
    const auto changes = changes_on(before, from, to);
    for (std::size_t at = 1; at < changes.size(); ++at) {
      CAPTURE(at);
      ++points;
      ModelHost host = before;
      FailingPerformer performer(host, at, FailingPerformer::When::before, true);
      const Failure failure = failure_of([&] { carry_out(changes, std::ref(performer), [] {}); });
      CHECK(failure.code() == ExitCode::inconsistent);
      CHECK(failure.what() == std::string("cannot perform: told to fail"));
      CHECK(mentions(failure, fmt::format("cannot take back: {}: cannot perform: told to fail",
                                          describe(changes.front().undo.back()))));
      CHECK_FALSE(mentions(failure, "everything was taken back"));
    }
  });
  MESSAGE(fmt::format("model host, a second failure: {} points tried", points));
}

TEST_CASE("a kernel that refuses a load, and then the way back too, has not changed") {
  const NumberedGeneration none;
  const NumberedGeneration one{1, with_profile("a", "1")};
  ModelHost host = host_with(none);
  FailingPerformer performer(host, 0, FailingPerformer::When::before, true);
  const auto changes = changes_on(host, none, one);
  const Failure failure = failure_of([&] { carry_out(changes, std::ref(performer), [] {}); });
  CHECK(failure.code() == ExitCode::failed);
  CHECK(mentions(failure, "everything was taken back"));
  CHECK(host == host_with(none));
}

TEST_CASE("a file that may be half written, and cannot be taken back, is said") {
  const std::vector<Change> changes{{PlaceFile{"/x", {"text", 0600}}, {RemoveFile{"/x"}}}};
  const auto refuse = [](const Step&) { throw Failure(ExitCode::failed, "a-kind"_id, "cannot do it"); };
  const Failure failure = failure_of([&] { carry_out(changes, refuse, [] {}); });
  CHECK(failure.code() == ExitCode::inconsistent);
  CHECK(mentions(failure, fmt::format("cannot take back: {}: cannot do it", describe(Step(RemoveFile{"/x"})))));
}

TEST_CASE("what cannot be taken back does not keep the rest from being taken back") {
  const NumberedGeneration none;
  const NumberedGeneration one{1, with_profile("a", "1")};
  const ModelHost before = host_with(none);
  const auto changes = changes_on(before, none, one);
  ModelHost host = before;
  const auto perform = [&](const Step& step) {
    if (std::holds_alternative<RemoveFile>(step)) throw Failure(ExitCode::failed, "a-kind"_id, "cannot remove");
    host.perform(step);
  };
  const Failure failure =
      failure_of([&] { carry_out(changes, perform, [] { throw Failure(ExitCode::failed, "a-kind"_id, "x"); }); });
  CHECK(failure.code() == ExitCode::inconsistent);
  CHECK(host.loaded == before.loaded);
  CHECK(host.selected == before.selected);
  CHECK(host.files.contains(path_of("a")));
}

TEST_CASE("steps that are taken back are tried one and all") {
  std::size_t calls = 0;
  const std::vector<Step> undo{UnloadProfile{"a"}, RemoveFile{"/x"}, SelectGeneration{0}};
  const Diagnoses failed = take_back(undo, [&](const Step&) {
    if (calls++ != 1) throw Failure(ExitCode::failed, "a-kind"_id, "cannot do it");
  });
  CHECK(calls == 3);
  REQUIRE(failed.size() == 2);
  CHECK(failed[0].message == "cannot take back: unload the profile a: cannot do it");
  CHECK(failed[1].message == "cannot take back: select no generation: cannot do it");
}
