#include "actions/stale_processes.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "support/temporary_folder.h"

using namespace aug;

namespace {

Generation with_binary(BinaryState state) {
  PlannedBinary binary;
  binary.policy = "runner";
  binary.path = binary.real_path = "/usr/bin/bwrap";
  binary.profile = "bwrap";
  binary.state = state;
  Generation generation;
  generation.binaries = {binary};
  return generation;
}

RunningProcess process(int pid, const std::string& program, const std::string& label, const std::string& file) {
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return {pid, program, label, FileId{status.st_dev, status.st_ino}, true};
}

}  // namespace

TEST_CASE("a process that runs a binary is stale when its label has not the profile, alone or in a stack") {
  const TemporaryFolder folder;
  const Host host(HostChoice{folder.path(), "", ""});
  const std::string bwrap = folder.write("usr/bin/bwrap", "");
  const std::string other = folder.write("usr/bin/true", "");
  const std::vector<RunningProcess> running = {process(1, "/usr/bin/bwrap", "unconfined", bwrap),
                                               process(2, "/usr/bin/bwrap", "bwrap (enforce)", bwrap),
                                               process(3, "/usr/bin/bwrap", "x//&bwrap (enforce)", bwrap),
                                               process(4, "/usr/bin/bwrap", "bwrap2 (enforce)", bwrap),
                                               process(5, "/usr/bin/true", "unconfined", other),
                                               process(6, "/usr/bin/bwrap", "unconfined", other)};
  const auto stale = without_their_profile(host, with_binary(BinaryState::granted), running);
  REQUIRE(stale.size() == 2);
  CHECK(stale[0].process.pid == 1);
  CHECK(stale[0].why == "still runs with the label 'unconfined'");
  CHECK(stale[1].process.pid == 4);
  CHECK(without_their_profile(host, with_binary(BinaryState::granted_by_other), running).empty());
  Generation left_out = with_binary(BinaryState::missing);
  left_out.binaries[0].in_profile = false;  // it is what a link of a user's leads to, which makes no process stale
  CHECK(without_their_profile(host, left_out, running).empty());
}

TEST_CASE("an image tree has no processes; what lost its profile before is named all the same, once") {
  const TemporaryFolder folder;
  const Host host(HostChoice{folder.path(), "", ""});
  CHECK(processes_of(host, with_binary(BinaryState::granted)).empty());
  Generation was = with_binary(BinaryState::granted);
  was.compiled = {{"bwrap", "bytes"}};
  const std::vector<RunningProcess> before = {{7, "/usr/bin/bwrap", "bwrap (enforce)", std::nullopt, true},
                                              {8, "/usr/bin/bwrap", "bwrap (enforce)", std::nullopt, true}};
  const Diagnoses notices = stale_processes(host, was, {}, before, {8});
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].message == "process 7 (/usr/bin/bwrap) ran under the profile 'bwrap', which is gone");
  CHECK(stale_processes(host, was, was, before).empty());
}
