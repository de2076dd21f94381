#include "system/policy_folders.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "core/text/lists.h"
#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

struct Scene {
  std::string write_own(const std::string& name, const std::string& text) const {
    return tree.write("etc/aa-userns-gen/policies/" + name, text);
  }

  TemporaryFolder tree;
  Root root{tree.path()};
};

}  // namespace

TEST_CASE("the administrator's policy comes before an installed one, and those before none") {
  const Scene scene;
  const auto installed = policy_in_folders(scene.root, "runner.yaml");
  REQUIRE(installed);
  CHECK(installed->text.find("name: runner") != std::string::npos);
  const std::string file = scene.write_own("runner.yaml", "mine");
  const auto own = policy_in_folders(scene.root, "runner.yaml");
  REQUIRE(own);
  CHECK(own->text == "mine");
  CHECK(own->origin == file);
  CHECK_FALSE(policy_in_folders(scene.root, "none.yaml"));
}

TEST_CASE("their names are those of all folders, each once, without what is no policy") {
  const Scene scene;
  scene.write_own("runner.yaml", "");
  scene.write_own("site.yaml", "");
  scene.write_own("other.yml", "");
  scene.write_own("notes.txt", "");
  const std::vector<std::string> names = policy_names(scene.root);
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::count(names.begin(), names.end(), "runner") == 1);
  for (const char* name : {"site", "other.yml", "codex"}) CHECK(contains(names, name));
  for (const char* name : {"notes", "notes.txt", "other"}) CHECK_FALSE(contains(names, name));
}

TEST_CASE("of the administrator's alone there are the texts, by name") {
  const Scene scene;
  CHECK(policies_of_administrator(scene.root).empty());
  scene.write_own("b.yaml", "B");
  scene.write_own("a.yml", "A");
  scene.write_own("c.txt", "C");
  const std::vector<PolicyText> texts = policies_of_administrator(scene.root);
  REQUIRE(texts.size() == 2);
  CHECK(texts[0].text == "A");
  CHECK(texts[1].text == "B");
}

TEST_CASE("a new policy gets its folder, and is placed over nothing") {
  const Scene scene;
  const std::string file = place_new_policy(scene.root, "ours", "text");
  CHECK(file == scene.tree / "etc/aa-userns-gen/policies/ours.yaml");
  CHECK(scene.tree.read("etc/aa-userns-gen/policies/ours.yaml") == "text");
  const Failure refused = failure_of([&] { place_new_policy(scene.root, "ours", "other"); });
  CHECK(mentions(refused, "it is there already"));
  CHECK(scene.tree.read("etc/aa-userns-gen/policies/ours.yaml") == "text");
}

TEST_CASE("it goes into no folder that others can change, nor where one leads to") {
  const Scene scene;
  fs::create_directories(scene.tree / "etc/aa-userns-gen/policies");
  fs::create_directories(scene.tree / "tmp/theirs");
  REQUIRE(::chmod((scene.tree / "tmp").c_str(), 01777) == 0);
  REQUIRE(::chmod((scene.tree / "etc/aa-userns-gen").c_str(), 0777) == 0);
  CHECK(mentions(failure_of([&] { place_new_policy(scene.root, "ours", "text"); }), "can be written by everybody"));
  REQUIRE(::chmod((scene.tree / "etc/aa-userns-gen").c_str(), 0755) == 0);

  fs::remove(scene.tree / "etc/aa-userns-gen/policies");
  fs::create_symlink("/tmp/theirs", scene.tree / "etc/aa-userns-gen/policies");
  CHECK(mentions(failure_of([&] { place_new_policy(scene.root, "ours", "text"); }), "can be written by everybody"));
  CHECK(fs::is_empty(scene.tree / "tmp/theirs"));
}
