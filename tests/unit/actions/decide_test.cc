#include "actions/decide.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "support/compiled_profile.h"
#include "support/generations.h"
#include "support/temporary_folder.h"

using namespace aug;

namespace {

/// An image tree in which a generation is applied, as far as the store goes.
struct Scene {
  Scene() { std::filesystem::create_directories(folder / "var/lib"); }

  void select(int number, const Generation& generation) const {
    const Lock lock = host.store.lock();  // makes the folder
    host.store.stage(generation);
    host.store.publish(number);
    host.store.select(number);
  }
  MakeTarget wish_for(const Generation& generation) {
    return [this, generation](const NumberedGeneration&) {
      ++calls;
      return Target{generation};
    };
  }

  TemporaryFolder folder;
  Host host{HostChoice{folder.path(), "", ""}};
  int calls = 0;
};

}  // namespace

TEST_CASE("a decision writes nothing, and numbers what has no folder yet") {
  Scene scene;
  const Decision decision = decide(scene.host, scene.wish_for(with_profile("bwrap", "1")));
  CHECK(decision.current.number == 0);
  CHECK(decision.target.number == 1);
  CHECK(decision.is_new);
  CHECK(steps_of(decision.changes) ==
        std::vector<Step>{PlaceFile{path_of("bwrap"), {text_of("bwrap", "1")}}, SelectGeneration{1}});
  CHECK_FALSE(scene.host.store.exists());
}

TEST_CASE("what is current already is no change") {
  Scene scene;
  scene.select(3, with_profile("bwrap", "1"));
  scene.folder.write(path_of("bwrap").substr(1), text_of("bwrap", "1"));
  std::filesystem::permissions(scene.folder / path_of("bwrap"), std::filesystem::perms(0644));
  const Decision decision = decide(scene.host, scene.wish_for(with_profile("bwrap", "1")));
  CHECK(decision.target.number == 3);
  CHECK_FALSE(decision.is_new);
  CHECK(decision.changes.empty());
}

TEST_CASE("a decision is made again when another command came in between, also one that gave the same number anew") {
  Scene scene;
  scene.select(1, with_profile("other", "1"));
  const MakeTarget wish = scene.wish_for(with_profile("bwrap", "1"));
  const Decision first = decide(scene.host, wish);
  CHECK(scene.calls == 1);
  CHECK(decide_again(scene.host, wish, first).target.number == 2);
  CHECK(scene.calls == 1);

  scene.host.store.purge(scene.host.lock());
  scene.select(1, with_profile("third", "1"));
  const Decision second = decide_again(scene.host, wish, first);
  CHECK(scene.calls == 2);
  CHECK(second.current.generation == with_profile("third", "1"));
}
