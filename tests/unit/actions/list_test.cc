#include "actions/list.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include "support/temporary_folder.h"

using namespace aug;

namespace {

struct Scene {
  Scene() {
    tree.write("usr/bin/bwrap", "\177ELF");
    REQUIRE(::chmod((tree / "usr/bin/bwrap").c_str(), 0755) == 0);
  }
  void write_own(const std::string& name, const std::string& binaries) const {
    tree.write("etc/aa-userns-gen/policies/" + name + ".yaml",
               "version: 1\nname: " + name + "\ndescription: Ours\nbinaries: [" + binaries + "]\n");
  }
  ListedPolicy listed(const std::string& name) const {
    const ListReport report = list(Host(HostChoice{tree.path(), "", ""}));
    const auto found = std::ranges::find(report.policies, name, &ListedPolicy::name);
    REQUIRE(found != report.policies.end());
    return *found;
  }

  TemporaryFolder tree;
};

}  // namespace

TEST_CASE("each path of a policy is listed, with whether a program is there") {
  const Scene scene;
  scene.write_own("site", "{path: [/usr/bin/bwrap, /opt/x], template: bwrap}");
  const ListedPolicy site = scene.listed("site");
  CHECK(site.description == "Ours");
  CHECK(site.applied == false);
  CHECK(site.flaw.empty());
  CHECK_FALSE(site.is_example);
  REQUIRE(site.programs.size() == 2);
  CHECK(site.programs[0].path == "/usr/bin/bwrap");
  CHECK(site.programs[0].is_here);
  CHECK_FALSE(site.programs[1].is_here);
}

TEST_CASE("a pattern is here where it matches a program") {
  const Scene scene;
  scene.write_own("some", "{path: '/usr/bin/bw*', glob: true, profile: all, template: gateway}");
  scene.write_own("none", "{path: '/usr/bin/zz*', glob: true, profile: none, template: gateway}");
  CHECK(scene.listed("some").programs.front().is_here);
  CHECK_FALSE(scene.listed("none").programs.front().is_here);
}

TEST_CASE("an example is said to be one") {
  const Scene scene;
  CHECK(scene.listed("electron-app").is_example);
  CHECK_FALSE(scene.listed("runner").is_example);
}
