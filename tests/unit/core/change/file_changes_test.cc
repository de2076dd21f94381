#include "core/change/file_changes.h"

#include <doctest/doctest.h>

#include <utility>

#include "core/change/changes.h"
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
