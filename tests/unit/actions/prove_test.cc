#include "actions/prove.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cerrno>

#include "core/text/failure.h"
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

PlannedBinary by_other(PlannedBinary binary) {
  binary.state = BinaryState::granted_by_other;
  binary.by = "theirs";
  return binary;
}

const LoadedProfiles enforced = {{"unpriv_bwrap", {"enforce", ""}}};

}  // namespace

TEST_CASE("a bubblewrap that makes no namespace does not work, whoever grants it") {
  const Scene scene("echo 'bwrap: Permission denied' >&2; exit 1\n");
  const std::string flaw =
      "cannot create a user namespace with " + scene.program + ": bwrap: exit status 1, bwrap: Permission denied";
  CHECK(flaw_in_grant(scene.binary, scene.program, {}, {}) == flaw);
  CHECK(flaw_in_grant(by_other(scene.binary), scene.program, enforced, {}) == flaw);
}

TEST_CASE("capabilities in a sandbox are a flaw where the profile of what runs in it is enforced") {
  const Scene scene("exit 0\n");
  CHECK(flaw_in_grant(scene.binary, scene.program, enforced, {}).starts_with("a program in a sandbox of "));
  CHECK(flaw_in_grant(scene.binary, scene.program, {}, {}).empty());
  CHECK(flaw_in_grant(scene.binary, scene.program, {{"unpriv_bwrap", {"complain", ""}}}, {}).empty());
  CHECK(flaw_in_grant(by_other(scene.binary), scene.program, enforced, {}).empty());
}

TEST_CASE("of other programs the trial of the profile counts") {
  using Stage = NamespaceUse::Stage;
  PlannedBinary binary;
  binary.template_name = "gateway";
  binary.profile = "ours";
  const auto flaw = [](const PlannedBinary& asked, Stage reached, const std::string& label = "x (enforce)") {
    return flaw_in_grant(asked, "/opt/tool", {}, {{reached, EPERM, label}, ""});
  };
  CHECK(trial_for(binary, "/opt/tool")->profile == "ours");
  CHECK(trial_for(by_other(binary), "/opt/tool")->profile == "theirs");
  CHECK(flaw(binary, Stage::done).empty());
  CHECK(flaw(binary, Stage::mount).starts_with("cannot use a user namespace with /opt/tool: "));
  CHECK(flaw(by_other(binary), Stage::mount).empty());
  CHECK_FALSE(flaw(by_other(binary), Stage::mount, "x//null-/opt/tool (complain)").empty());
  CHECK_FALSE(flaw(by_other(binary), Stage::create).empty());
  CHECK_THROWS_AS(flaw(binary, Stage::label), Failure);
  CHECK_THROWS_AS(flaw_in_grant(binary, "/opt/tool", {}, {{}, "not tried"}), Failure);
}
