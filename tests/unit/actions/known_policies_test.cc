#include "actions/known_policies.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "support/temporary_folder.h"

using namespace aug;

namespace {

struct Scene {
  std::string write_own(const std::string& file, const std::string& text) const {
    return tree.write("etc/aa-userns-gen/policies/" + file, text);
  }
  KnownPolicy known(const std::string& name) const {
    const std::vector<KnownPolicy> all = known_policies(Root(tree.path()));
    const auto found = std::ranges::find(all, name, &KnownPolicy::name);
    REQUIRE(found != all.end());
    return *found;
  }

  TemporaryFolder tree;
};

constexpr const char* good = "version: 1\nname: site\nbinaries: [{path: /opt/x, template: gateway}]\n";

}  // namespace

TEST_CASE("policies are known by the names in their texts, installed and the administrator's ones") {
  const Scene scene;
  const std::string file = scene.write_own("other.yaml", good);
  const KnownPolicy site = scene.known("site");
  CHECK(site.source.origin == file);
  CHECK(site.source.text == good);
  CHECK(site.policy);
  CHECK(site.flaw.empty());
  CHECK(scene.known("runner").policy);
}

TEST_CASE("one with a mistake is known by its file, with its first mistake") {
  const Scene scene;
  scene.write_own("bad.yaml", "version: 1\nname: bad\nbinaries: []\n");
  const KnownPolicy bad = scene.known("bad");
  CHECK_FALSE(bad.policy);
  CHECK(bad.flaw == "'binaries' must have at least one item");
}

TEST_CASE("one that cannot be read has no text, and is no reason to know nothing of the others") {
  const Scene scene;
  std::filesystem::create_directories(scene.tree / "etc/aa-userns-gen/policies/folder.yaml");
  const KnownPolicy folder = scene.known("folder");
  CHECK_FALSE(folder.policy);
  CHECK(folder.source.text.empty());
  CHECK_FALSE(folder.flaw.empty());
  CHECK(scene.known("runner").policy);
}

TEST_CASE("they come by name") {
  const Scene scene;
  scene.write_own("a.yaml", "version: 1\nname: zz-last\nbinaries: [{path: /opt/x, template: gateway}]\n");
  const std::vector<KnownPolicy> all = known_policies(Root(scene.tree.path()));
  CHECK(std::ranges::is_sorted(all, {}, &KnownPolicy::name));
  CHECK(all.back().name == "zz-last");
}
