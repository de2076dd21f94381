#include "system/file_change.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

struct Scene {
  struct stat status(const std::string& name) const {
    struct stat status {};
    REQUIRE(::lstat((folder / name).c_str(), &status) == 0);
    return status;
  }
  mode_t mode(const std::string& name) const { return status(name).st_mode & 07777U; }
  Names names(const std::string& path = "/") const { return root.names_in(path); }

  TemporaryFolder folder;
  Root root{folder.path()};
};

}  // namespace

TEST_CASE("a file is created with its content and mode, whatever the umask") {
  const Scene scene;
  const mode_t old = ::umask(077);
  for (const mode_t mode : {0644U, 0600U, 0666U, 0755U, 04755U, 0400U}) {
    place_file(scene.root, "/file", {std::string("a\0b", 3), mode});
    CHECK(scene.mode("file") == mode);
    CHECK(scene.root.read("/file") == std::string("a\0b", 3));
  }
  ::umask(old);
  CHECK(scene.names() == Names{"file"});
}

TEST_CASE("what an interrupted placing left beside a file can be removed alone") {
  const Scene scene;
  place_file(scene.root, "/file", {"x"});
  scene.folder.write(".file~", "half");
  remove_leftover(scene.root, "/file");
  CHECK(scene.names() == Names{"file"});
  remove_leftover(scene.root, "/file");
  remove_leftover(scene.root, "/no/such/folder");
  CHECK(scene.names() == Names{"file"});
}

TEST_CASE("a file gets its owner") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can give a file to others");
    return;
  }
  const Scene scene;
  place_file(scene.root, "/file", {"x", 06755, 12, 34});
  CHECK(scene.status("file").st_uid == 12);
  CHECK(scene.status("file").st_gid == 34);
  CHECK(scene.mode("file") == 06755);
  CHECK(scene.root.read_state("/file") == FileState{"x", 06755, 12, 34});
  place_file(scene.root, "/link", {"file", 0777, 12, 34, true});
  CHECK(scene.status("link").st_uid == 12);
  CHECK(scene.status("file").st_uid == 12);
}

TEST_CASE("a file is replaced by a new one: who has the old one open keeps that") {
  const Scene scene;
  scene.folder.write("file", "old");
  const FileDescriptor open_file = scene.root.open("/file", O_RDONLY);
  const ino_t before = scene.status("file").st_ino;
  place_file(scene.root, "/file", {"new"});
  CHECK(scene.status("file").st_ino != before);
  char content[4] = {};
  CHECK(::read(open_file.get(), content, 3) == 3);
  CHECK(content == std::string("old"));
}

TEST_CASE("a symlink is replaced, not followed") {
  const Scene scene;
  scene.folder.write("target", "untouched");
  fs::create_symlink("target", scene.folder / "file");
  place_file(scene.root, "/file", {"new"});
  CHECK(scene.folder.read("target") == "untouched");
  CHECK_FALSE(fs::is_symlink(scene.folder / "file"));
  CHECK(scene.folder.read("file") == "new");
}

TEST_CASE("a folder that is a symlink is the one it leads to in the tree") {
  const Scene scene;
  fs::create_directory(scene.folder / "real");
  fs::create_symlink("/real", scene.folder / "link");
  place_file(scene.root, "/link/file", {"x"});
  CHECK(scene.folder.read("real/file") == "x");
  remove_file(scene.root, "/link/file");
  CHECK(scene.names("/real").empty());
}

TEST_CASE("what an earlier attempt left behind is no obstacle, and is not followed") {
  const Scene scene;
  scene.folder.write("victim", "untouched");
  for (const bool is_link : {false, true}) {
    if (is_link) {
      fs::create_symlink("victim", scene.folder / ".file~");
    } else {
      scene.folder.write(".file~", "left behind");
    }
    place_file(scene.root, "/file", {"new"});
    CHECK(scene.folder.read("file") == "new");
    CHECK(scene.folder.read("victim") == "untouched");
    CHECK(scene.names() == Names{"file", "victim"});
  }
}

TEST_CASE("a file whose folder is missing is not placed") {
  const Scene scene;
  const Failure failure = failure_of([&] { place_file(scene.root, "/none/file", {"x"}); });
  CHECK(failure.code() == ExitCode::failed);
  CHECK(failure.what() == "cannot open the folder " + scene.folder.path() + "/none: No such file or directory");
  CHECK(scene.names().empty());
}

TEST_CASE("a failure to put a file in its place leaves no temporary file") {
  const Scene scene;
  scene.folder.write("file/below", "");
  CHECK(failure_of([&] { place_file(scene.root, "/file", {"x"}); }).code() == ExitCode::failed);
  CHECK(failure_of([&] { place_file(scene.root, "/file", link_to("x")); }).code() == ExitCode::failed);
  CHECK(scene.names() == Names{"file"});
  CHECK(scene.names("/file") == Names{"below"});
}

TEST_CASE("a failure to write leaves the old file and no temporary one") {
  const Scene scene;
  scene.folder.write("file", "old");
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 1000;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const Failure failure = failure_of([&] { place_file(scene.root, "/file", {std::string(5000, 'x')}); });
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(failure.code() == ExitCode::failed);
  CHECK(mentions(failure, "cannot write"));
  CHECK(scene.folder.read("file") == "old");
  CHECK(scene.names() == Names{"file"});
}

TEST_CASE("a symlink is placed, also over a file or another link") {
  const Scene scene;
  place_file(scene.root, "/link", link_to("one"));
  CHECK(scene.root.read_state("/link") == link_to("one"));
  place_file(scene.root, "/link", link_to("/two"));
  CHECK(scene.root.link_target("/link") == "/two");
  scene.folder.write("file", "");
  place_file(scene.root, "/file", link_to("three"));
  CHECK(scene.root.link_target("/file") == "three");
  CHECK(scene.names() == Names{"file", "link"});
}

TEST_CASE("what was read comes back as it was when it is placed again") {
  const Scene scene;
  scene.folder.write("file", "text");
  REQUIRE(::chmod((scene.folder / "file").c_str(), 0640) == 0);
  fs::create_symlink("nowhere", scene.folder / "link");
  for (const char* path : {"/file", "/link"}) {
    const auto before = scene.root.read_state(path);
    REQUIRE(before);
    remove_file(scene.root, path);
    CHECK(scene.root.read_state(path) == std::nullopt);
    place_file(scene.root, path, *before);
    CHECK(scene.root.read_state(path) == before);
  }
}

TEST_CASE("removing takes a file or a symlink, and what is not there is no error") {
  const Scene scene;
  scene.folder.write("target", "untouched");
  fs::create_symlink("target", scene.folder / "link");
  for (int i = 0; i < 2; ++i) remove_file(scene.root, "/link");
  CHECK(scene.names() == Names{"target"});
  remove_file(scene.root, "/none/at/all");
  fs::create_directory(scene.folder / "folder");
  CHECK(failure_of([&] { remove_file(scene.root, "/folder"); }).code() == ExitCode::failed);
}

TEST_CASE("a folder is made with its mode, those above it for everybody to read, whatever the umask") {
  const Scene scene;
  fs::create_directory(scene.folder / "a");
  REQUIRE(::chmod((scene.folder / "a").c_str(), 0750) == 0);
  const mode_t old = ::umask(0277);
  for (int i = 0; i < 2; ++i) make_folder(scene.root, "/a/b/c", 0700);
  make_folder(scene.root, "/a/d", 0755);
  ::umask(old);
  CHECK(scene.mode("a") == 0750);
  CHECK(scene.mode("a/b") == 0755);
  CHECK(scene.mode("a/b/c") == 0700);
  CHECK(scene.mode("a/d") == 0755);
  scene.folder.write("file", "");
  CHECK(failure_of([&] { make_folder(scene.root, "/file/below", 0700); }).code() == ExitCode::failed);
}

TEST_CASE("a folder gets another name, unless that is taken") {
  const Scene scene;
  scene.folder.write("a/file", "x");
  rename_folder(scene.root, "/a", "/b");
  CHECK(scene.names() == Names{"b"});
  CHECK(scene.folder.read("b/file") == "x");
  scene.folder.write("c/file", "y");
  CHECK(failure_of([&] { rename_folder(scene.root, "/b", "/c"); }).code() == ExitCode::failed);
  CHECK(scene.folder.read("c/file") == "y");
}

TEST_CASE("a folder is removed with all that is in it, and one that is not there is no error") {
  const Scene scene;
  scene.folder.write("a/b/file", "");
  scene.folder.write("kept", "");
  for (int i = 0; i < 2; ++i) remove_folder(scene.root, "/a");
  remove_folder(scene.root, "/none/below");
  CHECK(scene.names() == Names{"kept"});
}

TEST_CASE("a new file is never placed over what is there, be it a link to nothing") {
  const Scene scene;
  CHECK(place_new_file(scene.root, "/new", {"text", 0640}));
  CHECK(scene.root.read("/new") == "text");
  CHECK(scene.mode("new") == 0640);
  CHECK_FALSE(place_new_file(scene.root, "/new", {"other"}));
  CHECK(scene.root.read("/new") == "text");
  REQUIRE(::symlink("/nowhere", (scene.folder / "link").c_str()) == 0);
  CHECK_FALSE(place_new_file(scene.root, "/link", {"other"}));
  CHECK(scene.names() == Names{"link", "new"});
  CHECK(failure_of([&] { place_new_file(scene.root, "/none/file", {"x"}); }).code() == ExitCode::failed);
}
