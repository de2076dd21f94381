#include "system/bad_profiles.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/temporary_folder.h"

using namespace aug;

TEST_CASE("links to nothing are found, but not those that the parser leaves out") {
  const TemporaryFolder folder;
  folder.write("etc/apparmor.d/good", "");
  for (const char* name : {"gone", "old.dpkg-old"}) {
    std::filesystem::create_symlink("/nowhere", folder / ("etc/apparmor.d/" + std::string(name)));
  }
  std::filesystem::create_symlink("good", folder / "etc/apparmor.d/link");
  const auto broken = broken_links(Root(folder.path()));
  REQUIRE(broken.size() == 1);
  CHECK(broken[0].path == "/etc/apparmor.d/gone");
  CHECK(broken[0].why == "it is a link to /nowhere");
}

TEST_CASE("files that the parser refuses are found one by one, with what it says") {
  const TemporaryFolder folder;
  const std::string parser =
      folder.write("parser",
                   "#!/bin/sh\nfor file; do :\ncase $file in */bad) echo \"AppArmor parser error "
                   "for $file in profile $file at line 3: syntax error\" >&2; exit 1;; esac\n"
                   "done\n");
  ::chmod(parser.c_str(), 0755);
  const ParserSetting setting{parser, folder / "etc/apparmor.d", ""};
  const Root root(folder.path());
  CHECK(unreadable_profiles(root, setting, {"/etc/apparmor.d/good"}).empty());
  const auto bad = unreadable_profiles(root, setting, {"/etc/apparmor.d/bad", "/etc/apparmor.d/good"});
  REQUIRE(bad.size() == 1);
  CHECK(bad[0].path == "/etc/apparmor.d/bad");
  CHECK(bad[0].why.find("syntax error") != std::string::npos);
}

TEST_CASE(
    "those that the parser complains of are asked about one by one, and all of them only where it stops without a "
    "word") {
  const TemporaryFolder folder;
  const std::string parser =
      folder.write("parser", "#!/bin/sh\necho run >>" + folder.path() +
                                 "/runs\nstatus=0\nfor file; do case $file in\n"
                                 "*/bad*) echo \"AppArmor parser error for $file in profile $file at line 3: no\" >&2; "
                                 "status=1;;\n*/mute) exit 1;;\nesac; done\nexit $status\n");
  ::chmod(parser.c_str(), 0755);
  const ParserSetting setting{parser, "/etc/apparmor.d", ""};
  const Root root(folder.path());
  const auto runs_for = [&](std::vector<std::string> paths, std::size_t wanted) {
    std::filesystem::remove(folder / "runs");
    for (int i = 0; i < 20; ++i) paths.push_back("/etc/apparmor.d/good" + std::to_string(i));
    CHECK(unreadable_profiles(root, setting, paths).size() == wanted);
    return root.read("/runs")->size() / 4;
  };
  CHECK(runs_for({}, 0) == 1);
  CHECK(runs_for({"/etc/apparmor.d/bad1", "/etc/apparmor.d/bad2"}, 2) == 5);
  CHECK(runs_for({"/etc/apparmor.d/bad1", "/etc/apparmor.d/mute"}, 2) == 25);
}

TEST_CASE("a mistake in what a profile includes is that file's, also where the parser only sees what comes after it") {
  const TemporaryFolder folder;
  const std::string parser = folder.write("parser",
                                          "#!/bin/sh\nfor file; do :; done\n"
                                          "grep -q '<local/' \"$file\" || exit 0\n"
                                          "read -r place <\"$file\"\n"
                                          "echo \"AppArmor parser error for $file in profile ${place#* } at line 7: "
                                          "syntax error\" >&2\nexit 1\n");
  ::chmod(parser.c_str(), 0755);
  const std::string base = folder / "etc/apparmor.d";
  const ParserSetting setting{parser, base, "", std::chrono::seconds(60), folder.path(), ""};
  const Root root(folder.path());
  const auto culprit_of = [&](const std::string& place, const std::string& rest) {
    folder.write("etc/apparmor.d/x", "# " + place + "\n" + rest);
    const auto bad = unreadable_profiles(root, setting, {"/etc/apparmor.d/x"});
    return bad.size() == 1 ? bad[0].culprit : "none is bad";
  };
  CHECK(culprit_of(base + "/tunables/site", "include <local/x>\n") == "/etc/apparmor.d/tunables/site");
  CHECK(culprit_of(base + "/x", "include if exists <local/x>\n}\n") == "/etc/apparmor.d/local/x");
  CHECK(culprit_of(base + "/x", "include <local/x>\ninclude <local/y>\n").empty());
}

TEST_CASE("what is tried to find a mistake in an image stays within the image") {
  const TemporaryFolder folder;
  const std::string parser =
      folder.write("parser",
                   "#!/bin/sh\nfor file; do :; done\n"
                   "grep -q '<local/' \"$file\" && exit 1\n"
                   "grep -q 'include \"/etc/secret' \"$file\" && touch \"${0%/*}/left\"\nexit 0\n");
  ::chmod(parser.c_str(), 0755);
  const std::string base = folder / "etc/apparmor.d";
  const ParserSetting setting{parser, base, "", std::chrono::seconds(60), folder.path(), ""};
  folder.write("etc/apparmor.d/x", "include \"/etc/secret\"\ninclude <local/x>\n");
  CHECK(unreadable_profiles(Root(folder.path()), setting, {"/etc/apparmor.d/x"}).size() == 1);
  CHECK_FALSE(std::filesystem::exists(folder / "left"));
}
