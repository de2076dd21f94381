#include "core/change/file_changes.h"

#include <doctest/doctest.h>

#include <utility>

#include "core/apparmor/local_block.h"
#include "core/change/changes.h"
#include "core/plan/planned_settings.h"
#include "support/failure_of.h"
#include "support/generations.h"

using namespace aug;

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

TEST_CASE("another mode or owner of a file is put right; when that is taken back it is root's all the same") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  const FileState placed{text_of("a", "1")};
  for (const FileState& there :
       {FileState{placed.content, 0600}, FileState{placed.content, 0644, 1}, FileState{placed.content, 0644, 0, 1}}) {
    ModelHost host = host_with(one);
    host.files[path_of("a")] = there;
    const auto changes = changes_between(one, one, host.state());
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].step == Step(PlaceFile{path_of("a"), placed}));
    CHECK(changes[0].undo == std::vector<Step>{PlaceFile{path_of("a"), {placed.content, there.mode}}});
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

TEST_CASE("a block goes into a file of others' own folder, and out of it, with all else as it was") {
  const std::string path = "/etc/apparmor.d/local/theirs";
  NumberedGeneration one{1, {}};
  one.generation.blocks = {{path, "  /x px -> y,\n", true}};
  const std::string block = *with_block("", "  /x px -> y,\n");
  ModelHost host;
  SUBCASE("where there was none") {
    const auto placed = changes_between({}, one, host.state());
    CHECK(placed.at(0).step == Step(PlaceFile{path, {block}}));
    CHECK(placed.at(0).undo == std::vector<Step>{RemoveFile{path}});
    host.files[path] = {block};
    CHECK(steps_of(changes_between(one, {}, host.state())).at(0) == Step(RemoveFile{path}));
    host.files[path] = {block + "theirs,\n", 0640};
    CHECK(steps_of(changes_between(one, {}, host.state())).at(0) == Step(PlaceFile{path, {"theirs,\n", 0640}}));
  }
  SUBCASE("where there was one, be it empty") {
    one.generation.blocks[0].is_new = false;
    for (const std::string text : {"", "theirs,", "theirs,\n"}) {
      host.files[path] = {text, 0640};
      const auto placed = changes_between({}, one, host.state());
      CHECK(placed.at(0).step == Step(PlaceFile{path, {block + text, 0640}}));
      CHECK(placed.at(0).undo == std::vector<Step>{PlaceFile{path, {text, 0640}}});
      host.files[path] = {block + text, 0640};
      CHECK(steps_of(changes_between(one, {}, host.state())).at(0) == Step(PlaceFile{path, {text, 0640}}));
      CHECK(changes_between(one, one, host.state()).empty());
    }
  }
  SUBCASE("an edit of it is kept") {
    const std::string edited = *with_block("", "  /z px -> y,\n");
    host.files[path] = {edited};
    const auto steps = steps_of(changes_between(one, one, host.state()));
    REQUIRE(steps.size() == 2);
    CHECK(steps[0] == Step(PlaceFile{std::string(edited_folder) + "/local.theirs.20261122T153000Z", {edited, 0600}}));
    CHECK(steps[1] == Step(PlaceFile{path, {block}}));
  }
  SUBCASE("one without an end, and a link, are left alone") {
    for (const FileState& there : {FileState{block.substr(0, block.size() - 9)}, FileState{block, 0777, 0, 0, true}}) {
      host.files[path] = there;
      const Failure failure = failure_of([&] { changes_between(one, {}, host.state()); });
      CHECK(failure.code() == ExitCode::conflict);
      CHECK(mentions(failure, path));
    }
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

TEST_CASE("drop-ins are placed before their managers read them, each once, and on the way back they read them again") {
  NumberedGeneration one{1, {}};
  add_settings(one.generation, "0");
  one.generation.units.push_back({"a", "y.service", UnitScope::user, {{"PrivateTmp", "no"}}});
  one.generation.units.push_back({"a", "z.service", UnitScope::system, {{"PrivateTmp", "no"}}});
  one.generation.drop_ins = drop_ins_for(one.generation.sysctls, one.generation.units, "/etc/sysctl.d/zz.conf");
  REQUIRE(one.generation.drop_ins.size() == 4);
  const auto changes = changes_between({}, one, host_with({}).state());
  std::vector<Step> steps = {SetSysctl{"kernel.x", "0"}};
  for (const TextFile& file : one.generation.drop_ins) steps.emplace_back(PlaceFile{file.path, {file.text}});
  steps.insert(steps.end(), {ReloadUnits{UnitScope::user}, ReloadUnits{UnitScope::system}, SelectGeneration{1}});
  REQUIRE(steps_of(changes) == steps);
  CHECK(changes[1].undo == std::vector<Step>{RemoveFile{"/etc/sysctl.d/zz.conf"}});
  const std::string path = drop_in_path(UnitScope::system, "z.service");
  CHECK(changes[2].undo == std::vector<Step>{RemoveFile{path}, ReloadUnits{UnitScope::system}});
  CHECK(changes[5].undo.empty());
}

TEST_CASE("an edit of a drop-in is kept under its whole path, so that no two edits have one name") {
  NumberedGeneration one{1, {}};
  add_settings(one.generation, "0");
  ModelHost host = host_with(one);
  const std::string path = drop_in_path(UnitScope::user, "x.service");
  host.files[path].content += "# edited\n";
  const auto changes = changes_between(one, one, host.state());
  const std::string kept = "/var/lib/aa-userns-gen/edited/etc.systemd.user.x.service.d.zz-aa-userns-gen.conf.";
  CHECK(changes.at(0).step == Step(PlaceFile{kept + "20261122T153000Z", {host.files[path].content, 0600}}));
}

TEST_CASE("a file of ours that the current generation does not know is replaced, and no edit of it is kept") {
  const NumberedGeneration one{1, with_profile("a", "1")};
  ModelHost host = host_with({});
  host.files[path_of("a")] = {text_of("a", "0")};
  const auto changes = changes_between({}, one, host.state());
  REQUIRE(steps_of(changes) == std::vector<Step>{load(one.generation.compiled),
                                                 PlaceFile{path_of("a"), {text_of("a", "1")}}, SelectGeneration{1}});
  CHECK(changes[1].undo == std::vector<Step>{PlaceFile{path_of("a"), {text_of("a", "0")}}});
}
