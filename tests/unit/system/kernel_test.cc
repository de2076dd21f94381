#include "system/kernel.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "core/text/failure.h"
#include "support/compiled_profile.h"
#include "support/temporary_folder.h"

using namespace aug;
using namespace std::string_literals;

namespace {

/// A folder like apparmorfs.
struct FakeKernel {
  FakeKernel() {
    folder.write("features/policy/set_load", "yes\n");
    folder.write("features/namespaces/mask", "userns_create\n");
    folder.write("features/policy/unconfined_restrictions/userns", "1\n");
    folder.write(".replace", "");
    folder.write(".remove", "");
    folder.write("profiles", "bwrap (enforce)\nbwrap//child (complain)\nan (odd) name (unconfined)\n:ns:x (enforce)\n");
    profile("bwrap.3", "bwrap", "/usr/bin/bwrap", "bytes of bwrap");
    profile("bwrap.3/profiles/child.4", "child", "<unknown>", "");
    folder.write("policy/profiles/an_odd_name.5/name", "an (odd) name\n");
  }

  void profile(const std::string& place, const std::string& name, const std::string& attach, const std::string& raw) {
    folder.write("policy/profiles/" + place + "/name", name + "\n");
    folder.write("policy/profiles/" + place + "/attach", attach + "\n");
    if (!raw.empty()) folder.write("policy/profiles/" + place + "/raw_data", raw);
  }

  TemporaryFolder folder;
  Kernel kernel{folder.path()};
};

ExitCode code_of(const Kernel& kernel, const std::string& compiled) {
  try {
    kernel.load(compiled);
  } catch (const Failure& failure) {
    return failure.code();
  }
  return ExitCode::done;
}

}  // namespace

TEST_CASE_FIXTURE(FakeKernel, "features are sorted lines without the state of sysctls") {
  CHECK(kernel.features() == "namespaces/mask userns_create\npolicy/set_load yes\n");
  folder.write("features/caps/mask", "chown\nkill\n");
  CHECK(Kernel(kernel.apparmorfs()).features() ==
        "caps/mask chown kill\nnamespaces/mask userns_create\npolicy/set_load yes\n");
}

TEST_CASE_FIXTURE(FakeKernel, "features may be a file, and have to be there") {
  CHECK(features_in(folder.write("file", "policy {set_load {yes\n}\n}\n")) == "policy {set_load {yes\n}\n}\n");
  CHECK_THROWS_AS(features_in(folder / "nowhere"), Failure);
}

TEST_CASE_FIXTURE(FakeKernel, "mediation of user namespaces is a word in the mask of namespaces") {
  CHECK(kernel.mediates_userns());
  folder.write("features/namespaces/mask", "other userns_create_not\n");
  CHECK_FALSE(kernel.mediates_userns());
}

TEST_CASE_FIXTURE(FakeKernel, "profiles have their names, modes and attachments, children too") {
  const auto profiles = kernel.profiles();
  REQUIRE(profiles.size() == 3);
  CHECK(profiles.at("bwrap").mode == "enforce");
  CHECK(profiles.at("bwrap").attachment == "/usr/bin/bwrap");
  CHECK(profiles.at("bwrap//child").mode == "complain");
  CHECK(profiles.at("bwrap//child").attachment.empty());
  CHECK(profiles.at("an (odd) name").mode == "unconfined");
}

TEST_CASE_FIXTURE(FakeKernel, "a profile without an attachment has none, though the kernel shows its name there") {
  folder.write("profiles", "plain (enforce)\n/usr/bin/path (enforce)\n");
  profile("plain.6", "plain", "plain", "");
  profile("usr.bin.path.7", "/usr/bin/path", "/usr/bin/path", "");
  CHECK(kernel.profiles().at("plain").attachment.empty());
  CHECK(kernel.profiles().at("/usr/bin/path").attachment == "/usr/bin/path");
}

TEST_CASE_FIXTURE(FakeKernel, "a list of profiles that cannot be read is unsupported") {
  std::filesystem::remove(folder / "profiles");
  CHECK_THROWS_AS(kernel.profiles(), Failure);
}

TEST_CASE_FIXTURE(FakeKernel, "the kernel's copy of a profile is there where it keeps one") {
  const std::string bwrap = compiled_profile("bwrap").bytes;
  const std::string other = compiled_profile("an (odd) name").bytes;
  profile("bwrap.3", "bwrap", "/usr/bin/bwrap", bwrap);
  const auto profiles = kernel.profiles_with_bytes({"bwrap", "bwrap//child", "nobody"});
  CHECK(profiles.at("bwrap").bytes == bwrap);
  CHECK(profiles.at("bwrap//child").bytes == std::nullopt);
  CHECK_FALSE(profiles.contains("an (odd) name"));  // nobody asked
  CHECK_FALSE(profiles.contains("nobody"));
}

TEST_CASE_FIXTURE(FakeKernel, "profiles that were loaded together share one copy, of which each has its part") {
  const std::string bwrap = compiled_profile("bwrap").bytes;
  const std::string odd = compiled_profile("an (odd) name").bytes;
  std::filesystem::remove(folder / "policy/profiles/bwrap.3/raw_data");
  folder.write("policy/raw_data/7/raw_data", bwrap + odd);
  for (const char* name : {"bwrap.3", "an_odd_name.5"}) {
    std::filesystem::create_symlink("../../raw_data/7/raw_data", folder / ("policy/profiles/"s + name + "/raw_data"));
  }
  const auto profiles = kernel.profiles_with_bytes({"bwrap", "an (odd) name"});
  CHECK(profiles.at("bwrap").bytes == bwrap);
  CHECK(profiles.at("an (odd) name").bytes == odd);
}

TEST_CASE_FIXTURE(FakeKernel, "a set is loaded as it is, in one write") {
  const std::string compiled = "\x04\x08\x00version one \x04\x08\x00version two"s;
  kernel.load(compiled);
  CHECK(folder.read(".replace") == compiled);
}

TEST_CASE_FIXTURE(FakeKernel, "a kernel that refuses a set is a failure with its reason") {
  std::filesystem::remove(folder / ".replace");
  std::filesystem::create_symlink("/dev/full", folder / ".replace");
  CHECK(code_of(kernel, "policy") == ExitCode::failed);
  CHECK_THROWS_WITH_AS(kernel.load("policy"), "cannot load the profiles into the kernel: No space left on device",
                       Failure);
}

TEST_CASE_FIXTURE(FakeKernel, "a kernel without sets of profiles is unsupported") {
  std::filesystem::remove(folder / "features/policy/set_load");
  CHECK(code_of(kernel, "policy") == ExitCode::unsupported);
  CHECK(folder.read(".replace").empty());
}

TEST_CASE_FIXTURE(FakeKernel, "a kernel that does not permit it is unsupported" * doctest::skip(::geteuid() == 0)) {
  std::filesystem::permissions(folder / ".replace", std::filesystem::perms::none);
  CHECK(code_of(kernel, "policy") == ExitCode::unsupported);
}

TEST_CASE_FIXTURE(FakeKernel, "a profile is removed by its name") {
  kernel.unload("bwrap");
  CHECK(folder.read(".remove") == "bwrap\0"s);  // the kernel takes it with its NUL
}

TEST_CASE_FIXTURE(FakeKernel, "a folder cannot be asked what a label may do") {
  CHECK(kernel.may_create_userns("bwrap") == std::nullopt);
}
