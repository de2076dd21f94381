#include "system/profile_files.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "support/temporary_folder.h"

using namespace aug;

namespace {

std::vector<std::string> names_in(const ScannedFiles& found) {
  std::vector<std::string> names;
  for (const ScannedFile& file : found.files) {
    for (const ScannedProfile& profile : file.profiles) names.push_back(profile.name);
  }
  return names;
}

}  // namespace

TEST_CASE("a profile without an abi has the rules about namespaces that parser.conf pins") {
  const TemporaryFolder folder;
  const auto pins = [&](const std::string& settings) {
    folder.write("etc/apparmor/parser.conf", settings);
    return default_abi_has_userns(Root(folder.path()));
  };
  folder.write("features/new", "namespaces {mask {userns_create\n}\n}\n");
  folder.write("features/old", "namespaces {pivot_root {no\n}\n}\n");
  CHECK_FALSE(default_abi_has_userns(Root(folder.path())));
  CHECK(pins("# policy-features=/features/old\npolicy-features=/features/new \n"));
  CHECK_FALSE(pins("policy-features=/features/old\n"));
  CHECK_FALSE(pins("#policy-features=/features/new\n"));
  CHECK_FALSE(pins("policy-features=/features/none\n"));
}

TEST_CASE("profile files are read with what they include, and nothing from outside of the root") {
  const TemporaryFolder folder;
  folder.write("secret", "profile outside {}");
  folder.write("root/etc/apparmor.d/a", "include <tunables/x>\nprofile a @{x} {\n include if exists <local/a>\n}\n");
  folder.write("root/etc/apparmor.d/b", "include \"/../secret\"\nprofile b {}");
  folder.write("root/etc/apparmor.d/tunables/x", "@{x}=/usr/bin/a");
  folder.write("root/etc/apparmor.d/local/a", "userns,");
  folder.write("root/etc/apparmor.d/c.dpkg-old", "profile c {}");
  folder.write("root/etc/apparmor.d/sub/d", "profile d {}");
  std::filesystem::create_symlink("../../../secret", folder / "root/etc/apparmor.d/e");
  const ScannedFiles found = read_profile_files(Root(folder / "root"));
  CHECK(names_in(found) == std::vector<std::string>{"a", "b"});
  CHECK(found.files[0].path == "/etc/apparmor.d/a");
  CHECK(found.files[0].profiles[0].attachments == std::vector<std::string>{"/usr/bin/a"});
  CHECK(found.files[0].profiles[0].grants_userns);
  REQUIRE(found.diagnoses.size() == 1);
  CHECK(found.diagnoses[0].location.file == "/etc/apparmor.d/b");
}

TEST_CASE("of files in folders below, what is loaded is found, unless a file above has it") {
  const TemporaryFolder folder;
  const Root root(folder.path());
  folder.write("etc/apparmor.d/a", "profile a {}");
  folder.write("etc/apparmor.d/adsys/machine/b", "profile b /usr/bin/b { profile c {} }\nprofile d {}");
  folder.write("etc/apparmor.d/adsys/a", "profile a {}");
  folder.write("etc/apparmor.d/abstractions/e", "profile e {}");
  folder.write("etc/apparmor.d/disable/b", "");
  folder.write("etc/apparmor.d/off", "profile off {}");
  folder.write("etc/apparmor.d/disable/off", "");
  folder.write("etc/apparmor.d/adsys/on", "profile off {}");
  folder.write("etc/apparmor.d/.git/on", "profile off {}");
  std::filesystem::create_directory_symlink(".", folder / "etc/apparmor.d/adsys/round");
  const auto found = [&](const std::set<std::string>& names, const std::vector<std::string>& paths) {
    ScannedFiles files = read_profile_files(root);
    add_files_below(files, root, names, paths);
    return files;
  };
  CHECK(names_in(found({"a", "b", "b//c", "e"}, {})) == std::vector<std::string>{"a", "off", "b", "b//c"});
  CHECK(found({"b"}, {}).files.back().path == "/etc/apparmor.d/adsys/machine/b");
  CHECK(found({"b"}, {}).files.back().is_disabled);
  CHECK(names_in(found({"a", "x"}, {})) == std::vector<std::string>{"a", "off"});
  CHECK(names_in(found({"off"}, {})) == std::vector<std::string>{"a", "off", "off"});
  CHECK(names_in(found({}, {"/etc/apparmor.d/adsys/machine/b"})) ==
        std::vector<std::string>{"a", "off", "b", "b//c", "d"});
}

TEST_CASE("disabled and complaining files are marked") {
  const TemporaryFolder folder;
  for (const char* name : {"a", "b", "c", "d"}) {
    folder.write(std::string("etc/apparmor.d/") + name, std::string("profile ") + name + " {}");
  }
  folder.write("etc/apparmor.d/disable/x", "");
  std::filesystem::create_symlink("/etc/apparmor.d/a", folder / "etc/apparmor.d/disable/a");
  std::filesystem::create_symlink("/nowhere", folder / "etc/apparmor.d/disable/b");
  folder.write("etc/apparmor.d/force-complain/c", "");
  const ScannedFiles found = read_profile_files(Root(folder.path()));
  REQUIRE(found.files.size() == 4);
  CHECK(found.files[0].is_disabled);
  CHECK(found.files[0].profiles.size() == 1);
  CHECK_FALSE(found.files[1].is_disabled);  // as the parser sees it
  CHECK(found.files[2].forces_complain);
  CHECK_FALSE(found.files[3].is_disabled);
}

TEST_CASE("what cannot be read of a file that many include is told once") {
  const TemporaryFolder folder;
  folder.write("etc/apparmor.d/abstractions/x", "if a < b {\n  userns,\n}\n");
  for (const char* name : {"a", "b", "c"}) {
    folder.write(std::string("etc/apparmor.d/") + name,
                 "profile " + std::string(name) + " { include <abstractions/x>\n}");
  }
  const ScannedFiles found = read_profile_files(Root(folder.path()));
  CHECK(found.files.size() == 3);
  REQUIRE(found.diagnoses.size() == 1);
  CHECK(found.diagnoses[0].location.file == "/etc/apparmor.d/abstractions/x");
}

TEST_CASE("what cannot be read is reported, and the others are there") {
  const TemporaryFolder folder;
  folder.write("etc/apparmor.d/huge", std::string(5 << 20, '#'));
  folder.write("etc/apparmor.d/good", "include <huge>\nprofile good {}");
  const ScannedFiles found = read_profile_files(Root(folder.path()));
  CHECK(names_in(found) == std::vector<std::string>{"good"});
  CHECK(found.files.size() == 2);
  CHECK_FALSE(found.diagnoses.empty());
  CHECK(read_profile_files(Root(folder / "etc")).files.empty());
}
