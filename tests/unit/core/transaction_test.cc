#include "core/transaction.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "support/compiled_profile.h"
#include "support/failure_of.h"
#include "support/model_host.h"

using namespace aug;

namespace {

std::string text_of(const std::string& profile, const std::string& version) {
  return std::string(marker) + "\n# " + profile + " " + version + "\n";
}

void add_profile(Generation& generation, const std::string& name, const std::string& version) {
  generation.files.push_back({name, text_of(name, version)});
  generation.compiled.push_back(compiled_profile(name, version));
}

Generation with_profile(const std::string& name, const std::string& version) {
  Generation generation;
  add_profile(generation, name, version);
  return generation;
}

/// Number 0 is the empty one. Profile a in two versions, with and without a child; c with or without.
std::vector<NumberedGeneration> some_generations() {
  std::vector<NumberedGeneration> all;
  for (const char* a : {"", "1", "2"}) {
    for (const char* child : {"", "1", "2"}) {
      for (const char* c : {"", "1"}) {
        if (*a == '\0' && *child != '\0') continue;
        Generation generation;
        if (*a != '\0') add_profile(generation, "a", a);
        if (*child != '\0') generation.compiled.push_back(compiled_profile("a//b", child));
        if (*c != '\0') add_profile(generation, "c", c);
        all.push_back({static_cast<int>(all.size()), generation});
      }
    }
  }
  return all;
}

/// The host on which this generation was applied, with a profile and a file that are none of our business.
ModelHost host_with(const NumberedGeneration& current) {
  ModelHost host;
  host.loaded["firefox"] = "somebody's";
  host.files["/etc/apparmor.d/firefox"] = {"somebody's", 0600, 7, 8};
  for (const CompiledProfile& profile : current.generation.compiled) host.loaded[profile.name] = profile.bytes;
  for (const ProfileFile& file : current.generation.files) host.files[path_of(file.name)] = {file.text};
  host.selected = current.number;
  return host;
}

/// The same without the administrator's edits that were kept.
ModelHost without_edits(ModelHost host) {
  std::erase_if(host.files, [](const auto& file) { return file.first.starts_with(edited_folder); });
  return host;
}

ModelHost without_kernel(ModelHost host) {
  host.has_kernel = false;
  host.loaded.clear();
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
    host.files[path_of("a")] = {text_of("a", "1"), 0600, 7, 8};
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
    if (file.is_link && !host.files.contains(path_of("a"))) host.files[path] = file;
  }
  return host;
}

void carry_out_on(ModelHost& host, const std::vector<Change>& changes) {
  carry_out(
      changes, [&](const Step& step) { host.perform(step); }, [] {});
}

std::vector<Step> steps_of(const std::vector<Change>& changes) {
  std::vector<Step> steps;
  for (const Change& change : changes) steps.push_back(change.step);
  return steps;
}

LoadProfiles load(const std::vector<CompiledProfile>& profiles) {
  LoadProfiles step;
  for (const CompiledProfile& profile : profiles) step.names.push_back(profile.name);
  step.compiled = join_compiled(profiles);
  return step;
}

}  // namespace

TEST_CASE("there is nothing to change where the host is as the current generation wants it") {
  for (const NumberedGeneration& current : some_generations()) {
    for (const bool keeps_bytes : {true, false}) {
      ModelHost host = host_with(current);
      host.keeps_bytes = keeps_bytes;
      CHECK(changes_between(current, current, host.state()).empty());
    }
    CHECK(changes_between(current, current, without_kernel(host_with(current)).state()).empty());
  }
}

TEST_CASE("carrying out the changes between two generations gives the second, whatever the host was like") {
  for_all([](const NumberedGeneration& from, const NumberedGeneration& to, ModelHost host) {
    const ModelHost wanted = wanted_host(to, host);
    const auto changes = changes_between(from, to, host.state());
    carry_out_on(host, changes);
    CHECK(without_edits(host) == wanted);
    CHECK(changes_between(to, to, host.state()).empty());
  });
}

TEST_CASE("carrying out changes twice is carrying them out once") {
  for_all([](const NumberedGeneration& from, const NumberedGeneration& to, ModelHost host) {
    const auto changes = changes_between(from, to, host.state());
    carry_out_on(host, changes);
    const ModelHost once = host;
    carry_out_on(host, changes);
    CHECK(host == once);
  });
}

TEST_CASE("a failure at any step, done or not, leaves the host as it was, children of profiles included") {
  for_all([](const NumberedGeneration& from, const NumberedGeneration& to, const ModelHost& before) {
    const auto changes = changes_between(from, to, before.state());
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
    const auto changes = changes_between(from, to, before.state());
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
    const auto changes = changes_between(from, to, before.state());
    const auto perform = [&](const Step& step) { host.perform(step); };
    const Failure failure =
        failure_of([&] { carry_out(changes, perform, [] { throw Failure(ExitCode::unsupported, "cannot verify"); }); });
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
  const auto changes = changes_between(none, one, before.state());
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
    const auto changes = changes_between(from, to, before.state());
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
  const auto changes = changes_between(none, one, host.state());
  const Failure failure = failure_of([&] { carry_out(changes, std::ref(performer), [] {}); });
  CHECK(failure.code() == ExitCode::failed);
  CHECK(mentions(failure, "everything was taken back"));
  CHECK(host == host_with(none));
}

TEST_CASE("what cannot be taken back does not keep the rest from being taken back") {
  const NumberedGeneration none;
  const NumberedGeneration one{1, with_profile("a", "1")};
  const ModelHost before = host_with(none);
  const auto changes = changes_between(none, one, before.state());
  ModelHost host = before;
  const auto perform = [&](const Step& step) {
    if (std::holds_alternative<RemoveFile>(step)) throw Failure(ExitCode::failed, "cannot remove");
    host.perform(step);
  };
  const Failure failure =
      failure_of([&] { carry_out(changes, perform, [] { throw Failure(ExitCode::failed, "x"); }); });
  CHECK(failure.code() == ExitCode::inconsistent);
  CHECK(host.loaded == before.loaded);
  CHECK(host.selected == before.selected);
  CHECK(host.files.contains(path_of("a")));
}

TEST_CASE("steps that are taken back are tried one and all") {
  std::size_t calls = 0;
  const std::vector<Step> undo{UnloadProfile{"a"}, RemoveFile{"/x"}, SelectGeneration{0}};
  const Diagnoses failed = take_back(undo, [&](const Step&) {
    if (calls++ != 1) throw Failure(ExitCode::failed, "cannot do it");
  });
  CHECK(calls == 3);
  REQUIRE(failed.size() == 2);
  CHECK(failed[0].message == "cannot take back: unload the profile a: cannot do it");
  CHECK(failed[1].message == "cannot take back: select no generation: cannot do it");
}

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

TEST_CASE("a file of somebody else is a conflict, whether it would be replaced or removed") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  const std::string after_the_first_line = "# mine\n" + text_of("a", "1");
  for (const FileState& file : {FileState{"profile a {}\n"}, FileState{""}, FileState{after_the_first_line},
                                FileState{text_of("a", "1"), 0777, 0, 0, true}}) {
    ModelHost host = host_with(one);
    host.files[path_of("a")] = file;
    for (const auto& [from, to] : {std::pair{NumberedGeneration{}, one}, {one, one}, {one, NumberedGeneration{}}}) {
      const Failure failure =
          failure_of([&, &current = from, &target = to] { changes_between(current, target, host.state()); });
      CHECK(failure.code() == ExitCode::conflict);
      CHECK(mentions(failure, path_of("a")));
    }
  }
}

TEST_CASE("another mode or owner of a file is put right, and back when that is taken back") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  const FileState placed{text_of("a", "1")};
  for (const FileState& there :
       {FileState{placed.content, 0600}, FileState{placed.content, 0644, 1}, FileState{placed.content, 0644, 0, 1}}) {
    ModelHost host = host_with(one);
    host.files[path_of("a")] = there;
    const auto changes = changes_between(one, one, host.state());
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].step == Step(PlaceFile{path_of("a"), placed}));
    CHECK(changes[0].undo == std::vector<Step>{PlaceFile{path_of("a"), there}});
  }
}

TEST_CASE("an administrator's edit is kept before the file is replaced or removed") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  ModelHost host = host_with(one);
  const std::string edited = text_of("a", "1") + "# edited\n";
  host.files[path_of("a")].content = edited;
  const std::string kept = std::string(edited_folder) + "/a.20261122T153000Z";
  for (const NumberedGeneration& to : {one, NumberedGeneration{}}) {
    const auto changes = changes_between(one, to, host.state());
    const std::size_t at = to.number == 0 ? 1 : 0;  // behind the unloading
    CHECK(changes.at(at).step == Step(PlaceFile{kept, {edited, 0600}}));
    CHECK(changes.at(at).undo == std::vector<Step>{RemoveFile{kept}});
  }
}

TEST_CASE("links that switch a profile off are removed when it is placed, and put back when that is taken back") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  for (const std::string& link : override_links_of("a")) {
    ModelHost host = host_with(one);
    const FileState state{"../aa-userns-gen.a", 0777, 0, 0, true};
    host.files[link] = state;
    const auto changes = changes_between(one, one, host.state());
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].step == Step(RemoveFile{link}));
    CHECK(changes[0].undo == std::vector<Step>{PlaceFile{link, state}});
  }
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
  const CompiledProfile theirs = compiled_profile("a", "theirs");
  state.others = {"a"};
  state.missing_others = {theirs};
  const auto changes = changes_between(one, {}, state);
  CHECK(changes.at(0).step == Step(load({theirs})));
  CHECK(changes.at(0).undo == std::vector<Step>{load(one.generation.compiled)});
  CHECK(steps_of(changes) == std::vector<Step>{load({theirs}), RemoveFile{path_of("a")}, SelectGeneration{0}});
}

TEST_CASE(
    "a file that is taken over is switched off by a link, and its profiles unloaded; giving it back undoes that") {
  NumberedGeneration one{1, with_profile("a", "1")};
  one.generation.taken_over = {"/etc/apparmor.d/theirs"};
  ModelHost host = host_with({});
  host.loaded["theirs"] = "theirs";
  HostState state = host.state();
  state.taken_over = {"theirs", "not loaded"};
  const FileState link{"/etc/apparmor.d/theirs", 0777, 0, 0, true};
  const auto changes = changes_between({}, one, state);
  CHECK(steps_of(changes) == std::vector<Step>{load(one.generation.compiled), UnloadProfile{"theirs"},
                                               PlaceFile{path_of("a"), {text_of("a", "1")}},
                                               PlaceFile{"/etc/apparmor.d/disable/theirs", link}, SelectGeneration{1}});
  CHECK(changes[1].undo == std::vector<Step>{LoadProfiles{{"theirs"}, "theirs"}});
  CHECK(changes[3].undo == std::vector<Step>{RemoveFile{"/etc/apparmor.d/disable/theirs"}});

  carry_out_on(host, changes);
  CHECK(changes_between(one, one, host.state()).empty());
  const auto back = changes_between(one, {}, host.state());
  CHECK(steps_of(back) == std::vector<Step>{UnloadProfile{"a"}, RemoveFile{path_of("a")},
                                            RemoveFile{"/etc/apparmor.d/disable/theirs"}, SelectGeneration{0}});
}
