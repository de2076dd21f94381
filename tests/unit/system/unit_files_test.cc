#include "system/unit_files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

constexpr const char* own = "home/alice/.config/systemd/user/";
constexpr const char* setting = "[Service]\nPrivateTmp=yes\n";

/// A tree with a user whose home is empty.
struct Scene {
  Scene() {
    folder.write("etc/passwd", "root:x:0:0::/root:/bin/sh\nalice:x:" + uid + ":1000::/home/alice:/bin/sh\n");
    folder.write("secret", setting);
    fs::create_directories(folder / own);
  }

  std::vector<std::string> paths(const std::string& unit = "app.service") {
    const Root root(folder.path());
    std::vector<std::string> found;
    gaps.clear();
    for (const TextFile& file : UnitFiles(root, uid, &gaps).files_of(unit)) found.push_back(file.path);
    return found;
  }

  /// Without root the home can only be one's own.
  std::string uid = ::geteuid() == 0 ? "1000" : std::to_string(::geteuid());
  TemporaryFolder folder;
  Gaps gaps;
};

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("the files of a user's unit are those of the home and of the system, drop-ins by name") {
  Scene scene;
  scene.folder.write(std::string(own) + "app.service", setting);
  scene.folder.write(std::string(own) + "app.service.d/20-b.conf", setting);
  scene.folder.write("etc/systemd/user/app.service", setting);
  scene.folder.write("etc/systemd/user/service.d/10-a.conf", setting);
  CHECK(scene.paths() == Paths{"/home/alice/.config/systemd/user/app.service", "/etc/systemd/user/service.d/10-a.conf",
                               "/home/alice/.config/systemd/user/app.service.d/20-b.conf"});
  CHECK(scene.gaps.empty());
  const Root root(scene.folder.path());
  for (const char* nobody : {"", "4000000000", "x", "-1", "99999999999999"}) {
    CHECK(UnitFiles(root, nobody, nullptr).files_of("app.service").size() == 2);
  }
}

TEST_CASE("nothing in a home is read through a symlink, whatever it leads to") {
  Scene scene;
  const std::string unit = scene.folder / own + "app.service";
  fs::create_symlink(scene.folder / "secret", unit);
  CHECK(scene.paths().empty());
  CHECK(scene.gaps == Gaps{"cannot read /home/alice/.config/systemd/user/app.service: it is a symlink"});
  fs::remove(unit);
  fs::create_symlink("/dev/null", unit);  // masked
  CHECK(scene.paths().empty());
  CHECK(scene.gaps.empty());
  fs::remove(unit);
  scene.folder.write("elsewhere/20-b.conf", setting);
  fs::create_directory_symlink(scene.folder / "elsewhere", unit + ".d");
  CHECK(scene.paths().empty());
  CHECK(scene.gaps == Gaps{"cannot read /home/alice/.config/systemd/user/app.service.d: it is a symlink"});
}

TEST_CASE("a folder on the way in a home is no symlink either") {
  Scene scene;
  fs::remove_all(scene.folder / "home/alice/.config");
  scene.folder.write("elsewhere/systemd/user/app.service", setting);
  fs::create_directory_symlink("../../elsewhere", scene.folder / "home/alice/.config");
  CHECK(scene.paths().empty());
  REQUIRE_FALSE(scene.gaps.empty());
  CHECK(scene.gaps[0] == "cannot read /home/alice/.config/systemd/user/app.service: a symlink is on the way");
}

TEST_CASE("what is no regular file in a home is neither opened nor waited for") {
  Scene scene;
  REQUIRE(::mkfifo((scene.folder / own + "app.service").c_str(), 0666) == 0);
  scene.folder.write(std::string(own) + "app.service.d/20-b.conf/x", "");
  scene.folder.write(std::string(own) + "service.d", "no folder");
  CHECK(scene.paths().empty());
  CHECK(scene.gaps == Gaps{"cannot read /home/alice/.config/systemd/user/app.service: it is no regular file",
                           "cannot read /home/alice/.config/systemd/user/app.service.d/20-b.conf: it is a folder"});
}

TEST_CASE("files and homes of a third user are not read") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can give files away");
    return;
  }
  Scene scene;
  const std::string unit = scene.folder.write(std::string(own) + "app.service", setting);
  REQUIRE(::chown(unit.c_str(), 1000, 1000) == 0);
  CHECK(scene.paths().size() == 1);
  REQUIRE(::chown(unit.c_str(), 1001, 1001) == 0);
  CHECK(scene.paths().empty());
  CHECK(scene.gaps == Gaps{"cannot read /home/alice/.config/systemd/user/app.service: it belongs to user 1001"});
  REQUIRE(::chown((scene.folder / "home/alice").c_str(), 1001, 1001) == 0);
  CHECK(scene.paths().empty());
  CHECK(scene.gaps == Gaps{"cannot read /home/alice: it belongs to user 1001"});
}

TEST_CASE("of a home only so much is read: of a file, of all files, and of their number") {
  Scene scene;
  const std::string unit = scene.folder.write(std::string(own) + "app.service", setting);
  fs::resize_file(unit, HomeFiles::largest + 1);
  CHECK(scene.paths().empty());
  CHECK(scene.gaps == Gaps{"cannot read /home/alice/.config/systemd/user/app.service: it is larger than 1 MiB"});
  for (int count = 10; count < 20; ++count) {
    const std::string name = std::string(own) + "app.service.d/" + std::to_string(count) + ".conf";
    fs::resize_file(scene.folder.write(name, setting), HomeFiles::largest - 1);
  }
  CHECK(scene.paths().size() == 8);
  REQUIRE(scene.gaps.size() >= 2);
  CHECK(scene.gaps[1] == "cannot read /home/alice: the files that would have to be read are larger than 8 MiB");
  for (int count = 100; count < 400; ++count) {
    scene.folder.write(std::string(own) + "b.service.d/" + std::to_string(count) + ".conf", setting);
  }
  CHECK(scene.paths("b.service").size() == HomeFiles::most_opened - 1);
  CHECK(scene.gaps == Gaps{"cannot read /home/alice: more than 200 files and folders of it would have to be read"});
}

TEST_CASE("a folder of a home with very many names is left out") {
  Scene scene;
  for (std::size_t count = 0; count <= HomeFiles::most_names; ++count) {
    scene.folder.write(std::string(own) + "app.service.d/" + std::to_string(count), "");
  }
  scene.folder.write(std::string(own) + "app.service.d/a.conf", setting);
  CHECK(scene.paths().empty());
  CHECK(scene.gaps == Gaps{"cannot read the folder /home/alice/.config/systemd/user/app.service.d: it has more than "
                           "1000 names"});
}

TEST_CASE("a symlink of root's is followed to what is root's, not to what a user can exchange") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can give files away");
    return;
  }
  Scene scene;
  scene.folder.write("opt/app/app.service", setting);
  fs::create_directories(scene.folder / "etc/systemd/user");
  fs::create_symlink("/opt/app/app.service", scene.folder / "etc/systemd/user/app.service");
  CHECK(scene.paths() == Paths{"/etc/systemd/user/app.service"});
  REQUIRE(::chown((scene.folder / "opt/app").c_str(), 1000, 1000) == 0);
  CHECK(scene.paths().empty());
  CHECK(scene.gaps ==
        Gaps{"cannot read /etc/systemd/user/app.service: it leads to /opt/app, which belongs to user 1000"});
  scene.folder.write("etc/systemd/user/b.service", setting);
  fs::resize_file(scene.folder / "etc/systemd/user/b.service", HomeFiles::largest + 1);
  CHECK(scene.paths("b.service").empty());
  CHECK(scene.gaps ==
        Gaps{"cannot read " + (scene.folder / "etc/systemd/user/b.service") + ": it is larger than 1 MiB"});
}
