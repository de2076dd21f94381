#include "system/templates.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "support/failure_of.h"
#include "support/temporary_folder.h"
#include "system/installed.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

struct Scene {
  void write_own(const std::string& name, const std::string& text) const { own.write(name, text); }
  void write_etc(const std::string& name, const std::string& text) const {
    tree.write("etc/aa-userns-gen/templates/" + name, text);
  }
  std::string text_of(const std::string& name, bool with_own = true) const {
    return load_templates(root, with_own ? own.path() : "").at(name).fill({});
  }

  TemporaryFolder own;
  TemporaryFolder tree;
  Root root{tree.path()};
};

}  // namespace

TEST_CASE("the project's templates are always there") {
  const Scene scene;
  const Templates templates = load_templates(scene.root, "");
  for (const char* name : {"bwrap", "unpriv_bwrap", "gateway"}) {
    CAPTURE(name);
    REQUIRE(templates.contains(name));
    CHECK(templates.at(name).has_placeholder("PROFILE"));
    if (share_folder().empty()) CHECK(templates.at(name).origin() == "built-in templates/" + std::string(name));
  }
  CHECK(templates.size() == 4);
}

TEST_CASE("an own template comes before one in /etc, and that before the project's") {
  const Scene scene;
  for (const char* name : {"gateway", "bwrap", "mine"}) scene.write_etc(name, "etc");
  for (const char* name : {"gateway", "more"}) scene.write_own(name, "own");
  CHECK(scene.text_of("gateway") == "own");
  CHECK(scene.text_of("gateway", false) == "etc");
  CHECK(scene.text_of("bwrap") == "etc");
  CHECK(scene.text_of("mine") == "etc");
  CHECK(scene.text_of("more") == "own");
  const Templates templates = load_templates(scene.root, scene.own.path());
  CHECK(templates.size() == 6);
  CHECK(templates.at("gateway").origin() == scene.own / "gateway");
  CHECK(templates.at("bwrap").origin() == scene.root.outside("/etc/aa-userns-gen/templates/bwrap"));
}

TEST_CASE("the templates of /etc are those of the tree, also where a link leads out of it") {
  const Scene scene;
  scene.write_own("secret", "secret");
  fs::create_directories(scene.tree / "etc/aa-userns-gen/templates");
  fs::create_symlink(scene.own / "secret", scene.tree / "etc/aa-userns-gen/templates/mine");
  CHECK_FALSE(load_templates(scene.root, "").contains("mine"));
}

TEST_CASE("what editors and packagers leave in a folder is no template") {
  const Scene scene;
  const std::size_t before = load_templates(scene.root, "").size();
  for (const char* junk :
       {"gateway~", ".gateway.swp", "#gateway#", "gateway.dpkg-old", "README.md", "Gateway", "a b"}) {
    scene.write_own(junk, "junk");
    scene.write_etc(junk, "junk");
  }
  CHECK(load_templates(scene.root, scene.own.path()).size() == before);
}

TEST_CASE("an own folder may be relative to where we are") {
  const Scene scene;
  scene.write_own("sub/mine", "own");
  const fs::path before = fs::current_path();
  fs::current_path(scene.own.path());
  const Failure failure = failure_of([&] { CHECK(load_templates(scene.root, "sub").at("mine").fill({}) == "own"); });
  fs::current_path(before);
  CHECK(failure.code() == ExitCode::done);
}

TEST_CASE("an own folder that is none is a failure") {
  const Scene scene;
  scene.write_own("file", "");
  for (const std::string& own : {scene.own / "none", scene.own / "file"}) {
    const Failure failure = failure_of([&] { load_templates(scene.root, own); });
    CHECK(failure.code() == ExitCode::failed);
    CHECK(failure.what() == "cannot read templates from " + own + ": it is no folder");
  }
}
