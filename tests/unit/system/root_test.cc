#include "system/root.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "support/failure_of.h"
#include "support/temporary_folder.h"
#include "system/file_io.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

using Paths = std::vector<std::string>;

/// A tree to work on, beside a file that no path in it may lead to.
struct Tree {
  explicit Tree(const std::string& name = "tree") : base(folder / name) {
    folder.write("outside", "outside");
    fs::create_directory(base);
    root.emplace(base);
  }

  void write(const std::string& name, const std::string& content) const {
    folder.write(fs::path(base).filename().string() + name, content);
  }
  void link(const std::string& target, const std::string& path) const { fs::create_symlink(target, base + path); }

  const Root* operator->() const { return &*root; }

  TemporaryFolder folder;
  std::string base;
  std::optional<Root> root;
};

}  // namespace

TEST_CASE("a root has to be a folder") {
  const TemporaryFolder folder;
  CHECK(failure_of([&] { Root{folder / "none"}; }).code() == ExitCode::failed);
  CHECK(failure_of([&] { Root{folder.write("file", "")}; }).code() == ExitCode::failed);
}

TEST_CASE("a root knows whether it is the host's, and what its paths are outside") {
  const Tree tree;
  CHECK_FALSE(tree->is_host());
  CHECK(tree->outside("/etc") == tree->path() + "/etc");
  CHECK(Root().is_host());
  CHECK_FALSE(Root("//").is_host());
  CHECK(Root("/").outside("/etc") == "/etc");
  CHECK(Root("/").real_path("/..") == "/");
  CHECK(Root().outside("/etc") == "/etc");
  fs::create_symlink(tree.base, tree.folder / "link");
  CHECK(Root(tree.folder / "link").path() == tree->path());
}

TEST_CASE("symlinks that lead out of the tree stay inside") {
  const Tree tree;
  tree.write("/outside", "inside");
  tree.write("/etc/file", "file");
  tree.link("/outside", "/absolute");
  tree.link("../../../../../../outside", "/etc/relative");
  tree.link("/../../outside", "/both");
  tree.link(tree.folder / "outside", "/true-path");
  tree.link("/etc", "/folder");
  for (const char* path : {"/absolute", "/etc/relative", "/both", "/../outside", "/etc/../../outside"}) {
    CAPTURE(path);
    CHECK(tree->read(path) == "inside");
  }
  CHECK(tree->read("/true-path") == std::nullopt);
  CHECK_FALSE(tree->status("/true-path"));
  CHECK(tree->read("/folder/file") == "file");
  CHECK(tree->names_in("/folder") == Paths{"file", "relative"});
  CHECK(tree->is_folder("/folder"));
}

TEST_CASE("links of the kernel that lead anywhere are not followed") {
  const Tree tree;
  CHECK_FALSE(Root().open("/proc/self/root", O_PATH | O_DIRECTORY));
  CHECK_FALSE(Root().open("/proc/self/fd/0", O_PATH));
}

TEST_CASE("the real path has no links in it") {
  const Tree tree;
  tree.write("/usr/bin/tool", "");
  tree.link("usr/bin", "/bin");
  tree.link("/bin/tool", "/usr/bin/alias");
  tree.link("/", "/top");
  CHECK(tree->real_path("/usr/bin/tool") == "/usr/bin/tool");
  CHECK(tree->real_path("/bin/tool") == "/usr/bin/tool");
  CHECK(tree->real_path("/bin/alias") == "/usr/bin/tool");
  CHECK(tree->real_path("/") == "/");
  CHECK(tree->real_path("/top") == "/");
  CHECK(tree->real_path("/top/bin") == "/usr/bin");
  CHECK(Root().real_path(tree.base + "/bin/tool") == tree->path() + "/usr/bin/tool");
}

TEST_CASE("the real path of what is missing is resolved as far as it exists") {
  const Tree tree;
  tree.write("/usr/bin/tool", "");
  tree.link("usr/bin", "/bin");
  tree.link("/", "/top");
  CHECK(tree->real_path("/bin/none") == "/usr/bin/none");
  CHECK(tree->real_path("/bin/none/below/it") == "/usr/bin/none/below/it");
  CHECK(tree->real_path("/none") == "/none");
  CHECK(tree->real_path("/none/at/all") == "/none/at/all");
  CHECK(tree->real_path("/top/none") == "/none");
  CHECK(tree->real_path("/bin/tool/below-a-file") == "/usr/bin/tool/below-a-file");
}

TEST_CASE("a file is read whole, and one that is not there is no error") {
  const Tree tree;
  const std::string content = std::string(100000, 'x') + std::string("\0y", 2);
  tree.write("/file", content);
  CHECK(tree->read("/file") == content);
  CHECK(tree->read("/none") == std::nullopt);
  CHECK(tree->read("/none/below") == std::nullopt);
  CHECK(tree->read("/file/below") == std::nullopt);
}

TEST_CASE("what is no regular file is not read, and nothing waits for it") {
  const Tree tree;
  fs::create_directory(tree.base + "/folder");
  REQUIRE(::mkfifo((tree.base + "/fifo").c_str(), 0600) == 0);
  tree.link("/loop", "/loop");
  for (const auto& [path, why] : {std::pair{"/folder", "it is a folder"}, {"/fifo", "it is no regular file"}}) {
    for (const bool with_state : {false, true}) {
      const Failure failure = failure_of([&, file = path] {
        if (with_state) {
          tree->read_state(file);
        } else {
          tree->read(file);
        }
      });
      CHECK(failure.code() == ExitCode::failed);
      CHECK(failure.what() == "cannot read " + tree->outside(path) + ": " + why);
    }
  }
  CHECK(failure_of([&] { tree->read("/loop"); }).code() == ExitCode::failed);
}

TEST_CASE("what is no regular file is not even opened") {
  const Tree tree;
  if (::mknod((tree.base + "/device").c_str(), S_IFCHR | 0600, makedev(4095, 1)) != 0) {
    MESSAGE("skipped: only root can make devices");
    return;
  }
  for (const char* path : {"/device", "/link"}) {
    if (path == std::string("/link")) tree.link("device", "/link");
    // A driver that is not there would answer with "No such device".
    CHECK(mentions(failure_of([&] { tree->read(path); }), "it is no regular file"));
  }
  CHECK(mentions(failure_of([&] { tree->read_state("/device"); }), "it is no regular file"));
}

TEST_CASE("a file that is too large is refused") {
  const Tree tree;
  tree.write("/large", "");
  fs::resize_file(tree.base + "/large", largest_file + 1);
  CHECK(mentions(failure_of([&] { tree->read("/large"); }), "it is larger than 64 MiB"));
  tree.write("/small", std::string(2049, 'x'));
  CHECK(tree->read("/small", 2049)->size() == 2049);
  CHECK(mentions(failure_of([&] { tree->read("/small", 2048); }), "it is larger than 2 KiB"));
}

TEST_CASE("a file that may not be read is an error, not a missing file") {
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may read everything");
    return;
  }
  const Tree tree;
  tree.write("/file", "");
  tree.write("/closed/file", "");
  fs::permissions(tree.base + "/file", fs::perms::none);
  fs::permissions(tree.base + "/closed", fs::perms::none);
  CHECK(failure_of([&] { tree->read("/file"); }).code() == ExitCode::failed);
  CHECK(failure_of([&] { tree->read("/closed/file"); }).code() == ExitCode::failed);
  CHECK(failure_of([&] { tree->names_in("/closed"); }).code() == ExitCode::failed);
  CHECK(tree->matching("/closed/*").empty());
  fs::permissions(tree.base + "/closed", fs::perms::owner_all);
}

TEST_CASE("the state of a file is its content, mode and owner; ours counts as root's") {
  const Tree tree;
  tree.write("/file", "text");
  REQUIRE(::chmod((tree.base + "/file").c_str(), 04751) == 0);
  CHECK(tree->read_state("/file") == FileState{"text", 04751, 0, 0});
  CHECK(tree->read_state("/none") == std::nullopt);
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root can give a file to others");
    return;
  }
  REQUIRE(::chown((tree.base + "/file").c_str(), 12, 34) == 0);
  REQUIRE(::chmod((tree.base + "/file").c_str(), 0600) == 0);
  CHECK(tree->read_state("/file") == FileState{"text", 0600, 12, 34});
}

TEST_CASE("the state of a symlink is its own, not that of what it leads to") {
  const Tree tree;
  tree.write("/file", "text");
  tree.link("/file", "/link");
  tree.link("nowhere", "/dangling");
  CHECK(tree->read_state("/link") == FileState{"/file", 0777, 0, 0, true});
  CHECK(tree->read_state("/dangling") == FileState{"nowhere", 0777, 0, 0, true});
  CHECK(tree->link_target("/link") == "/file");
  CHECK(tree->link_target("/none") == std::nullopt);
  CHECK(mentions(failure_of([&] { tree->link_target("/file"); }), "it is another kind of file"));
}

TEST_CASE("the names in a folder are sorted, and a missing folder has none") {
  const Tree tree;
  for (const char* name : {"/d/b", "/d/.a", "/d/a", "/d/10", "/d/9"}) tree.write(name, "");
  CHECK(tree->names_in("/d") == Paths{".a", "10", "9", "a", "b"});
  CHECK(tree->names_in("/none").empty());
  CHECK(tree->names_in("/d/a").empty());
}

TEST_CASE("a pattern matches within path components, whatever characters the root's path has") {
  for (const char* name : {"tree", "a*b?c[d]e{f,g}h~i(j|k)", "[", "{", "a\\b", "{x,"}) {
    CAPTURE(name);
    const Tree tree(name);
    for (const char* file : {"/opt/1.0/tool", "/opt/2.0/tool", "/opt/2.0/other", "/opt/.hidden/tool", "/opt/tool"}) {
      tree.write(file, "");
    }
    CHECK(tree->matching("/opt/*/tool") == Paths{"/opt/.hidden/tool", "/opt/1.0/tool", "/opt/2.0/tool"});
    CHECK(tree->matching("/opt/?.0/tool") == Paths{"/opt/1.0/tool", "/opt/2.0/tool"});
    CHECK(tree->matching("/opt/[2-9].0/t*") == Paths{"/opt/2.0/tool"});
    CHECK(tree->matching("/opt/{1,3}.0/{tool,other}") == Paths{"/opt/1.0/tool"});
    CHECK(tree->matching("/opt/2.0/tool") == Paths{"/opt/2.0/tool"});
    CHECK(tree->matching("/opt/2.0/none").empty());
    CHECK(tree->matching("/none/*").empty());
    CHECK(tree->matching("/opt/tool/*").empty());
  }
}

TEST_CASE("a wildcard stands for a name, not for this folder or the one above") {
  const Tree tree;
  tree.write("/tool", "");
  tree.write("/opt/tool", "");
  tree.write("/opt/v/tool", "");
  CHECK(tree->matching("/opt/*/tool") == Paths{"/opt/v/tool"});
  CHECK(tree->matching("/opt/*") == Paths{"/opt/tool", "/opt/v"});
  CHECK(tree->matching("/opt/?*").size() == 2);
}

TEST_CASE("a wildcard stands for no link: what it leads to has another path, and links to here would multiply") {
  const Tree tree;
  tree.write("/opt/v/tool", "");
  tree.link("tool", "/opt/v/tool2");
  tree.link(".", "/opt/here");
  tree.link("opt", "/srv");
  CHECK(tree->matching("/opt/*/tool*") == Paths{"/opt/v/tool"});
  CHECK(tree->matching("/opt/*/*/*/v/tool").empty());
  CHECK(tree->matching("/srv/*/tool") == Paths{"/srv/v/tool"});  // a name is followed
}

TEST_CASE("what matches is sorted and each once, whatever the order of alternatives") {
  const Tree tree;
  for (const char* file : {"/opt/a", "/opt/b", "/opt/ab", "/opt/c"}) tree.write(file, "");
  CHECK(tree->matching("/opt/{b,a,a*}") == Paths{"/opt/a", "/opt/ab", "/opt/b"});
  CHECK(tree->matching("/opt/a{,b}") == Paths{"/opt/a", "/opt/ab"});
  for (const char* file : {"/usr/a/tool", "/usr/a.b/tool"}) tree.write(file, "");
  CHECK(tree->matching("/usr/*/tool") == Paths{"/usr/a.b/tool", "/usr/a/tool"});
}

TEST_CASE("characters that have a meaning only elsewhere match themselves in a pattern") {
  const Tree tree;
  for (const char* file : {"/opt/a@(b)", "/opt/+(x|y)", "/opt/x", "/opt/~", "/opt/a b", "/opt/!(q)"}) {
    tree.write(file, "");
  }
  CHECK(tree->matching("/opt/a@(b*") == Paths{"/opt/a@(b)"});
  CHECK(tree->matching("/opt/+(x|y{),z}") == Paths{"/opt/+(x|y)"});
  CHECK(tree->matching("/opt/!(q?") == Paths{"/opt/!(q)"});
  CHECK(tree->matching("/opt/?") == Paths{"/opt/x", "/opt/~"});
  CHECK(tree->matching("/opt/* b") == Paths{"/opt/a b"});
}

TEST_CASE("a pattern of many stars and alternatives is matched at once") {
  const Tree tree;
  tree.write("/opt/" + std::string(250, 'a'), "");
  for (const int count : {30, 100}) {
    for (const char* part : {"*a", "*?a", "{a,aa,a*}", "{*,?,a}"}) {
      std::string pattern = "/opt/";
      for (int each = 0; each < count; ++each) pattern += part;
      CHECK(tree->matching(pattern + "Z").empty());
      CHECK(tree->matching(pattern + "*").size() == 1);
    }
  }
}

TEST_CASE("the names in a pattern follow symlinks within the tree, not out of it") {
  const Tree tree;
  tree.write("/real/inside", "");
  tree.link("/real", "/absolute");
  tree.link("../..", "/real/up");
  tree.link(tree.folder.path(), "/out");
  CHECK(tree->matching("/absolute/*") == Paths{"/absolute/inside"});
  CHECK(tree->matching("/out/*").empty());
  CHECK(tree->matching("/*/up/real/in*") == Paths{"/real/up/real/inside"});
  CHECK(tree->matching("/real/up/outsid?").empty());
}

TEST_CASE("a folder with too many names is refused, and no pattern looks into it") {
  const Tree tree;
  tree.write("/few/name", "");
  fs::create_directory(tree.base + "/many");
  for (std::size_t at = 0; at <= Root::most_names; ++at) {
    const std::string name = tree.base + "/many/" + std::to_string(at);
    if (::symlink("nothing", name.c_str()) != 0) FAIL("cannot link ", name);
  }
  CHECK(mentions(failure_of([&] { tree->names_in("/many"); }), "it has more than 200000 names"));
  CHECK(tree->matching("/*/n*") == Paths{"/few/name"});
}

TEST_CASE("of folders that others can fill, a pattern reads fewer names, and one user's are not all of them") {
  constexpr std::size_t many = 20'000;
  const Tree tree;
  const auto fill = [&](const std::string& folder, std::size_t count, mode_t mode) {
    fs::create_directories(tree.base + folder);
    for (std::size_t at = 0; at < count; ++at) {
      const std::string name = tree.base + folder + "/" + std::to_string(at);
      if (::mknod(name.c_str(), S_IFREG | 0644, 0) != 0) FAIL("cannot make ", name);
    }
    REQUIRE(::chmod((tree.base + folder).c_str(), mode) == 0);
  };
  fill("/homes/a", many, 0777);
  fill("/homes/b", 10, 0777);
  fill("/homes/c", 1, 0755);
  CHECK(tree->matching("/homes/a/*").empty());
  CHECK(tree->matching("/homes/b/*").size() == 10);
  CHECK(tree->matching("/homes/*/*").size() == 11);
  REQUIRE(::chmod((tree.base + "/homes/a").c_str(), 0755) == 0);
  CHECK(tree->matching("/homes/a/*").size() == many);
}

TEST_CASE("who renames files all the time hides nothing from us") {
  const Tree tree;
  tree.write("/bin/program", "");
  fs::create_directory(tree.base + "/lib");
  tree.link("../bin/program", "/lib/link");
  std::atomic<bool> is_over = false;
  std::vector<std::thread> renaming;
  for (const char* name : {"a", "b"}) {
    const std::string from = tree.folder.write(name, "");
    renaming.emplace_back([&is_over, from] {
      while (!is_over) {
        fs::rename(from, from + "2");
        fs::rename(from + "2", from);
      }
    });
  }
  int missed = 0;
  for (int i = 0; i < 20'000; ++i) missed += tree->status("/lib/link") ? 0 : 1;
  is_over = true;
  for (std::thread& thread : renaming) thread.join();
  CHECK(missed == 0);
}
