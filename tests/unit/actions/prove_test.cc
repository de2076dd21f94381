#include "actions/prove.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "support/temporary_folder.h"

using namespace aug;

namespace {

/// A bubblewrap that is a script, and a grant for it.
struct Scene {
  explicit Scene(const std::string& script) {
    program = folder.write("bwrap", "#!/bin/sh\n" + script);
    ::chmod(program.c_str(), 0755);
    ::chmod(folder.path().c_str(), 0755);
    binary.path = binary.real_path = program;
    binary.template_name = "bwrap";
    binary.profile = "bwrap";
  }

  TemporaryFolder folder;
  std::string program;
  PlannedBinary binary;
};

const LoadedProfiles enforced = {{"unpriv_bwrap", {"enforce", ""}}};

}  // namespace

TEST_CASE("a bubblewrap that makes no namespace does not work, whoever grants it") {
  const Scene scene("echo 'bwrap: Permission denied' >&2; exit 1\n");
  const std::string flaw =
      "cannot create a user namespace with " + scene.program + ": bwrap: exit status 1, bwrap: Permission denied";
  CHECK(flaw_in_grant(scene.binary, scene.program, {}) == flaw);
  CHECK(flaw_in_grant_by_other(scene.binary, scene.program) == flaw);
}

TEST_CASE("capabilities in a sandbox are a flaw where the profile of what runs in it is enforced") {
  const Scene scene("exit 0\n");
  CHECK(flaw_in_grant(scene.binary, scene.program, enforced).starts_with("a program in a sandbox of "));
  CHECK(flaw_in_grant(scene.binary, scene.program, {}).empty());
  CHECK(flaw_in_grant(scene.binary, scene.program, {{"unpriv_bwrap", {"complain", ""}}}).empty());
  CHECK(flaw_in_grant_by_other(scene.binary, scene.program).empty());
}
