#include "actions/doctor_running.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <ctime>

#include "support/temporary_folder.h"

using namespace aug;

namespace {

std::string denial(std::time_t when) {
  return fmt::format(
      "type=AVC msg=audit({}.123:7): apparmor=\"DENIED\" operation=\"userns_create\" class=\"namespace\" info=\"Userns "
      "create restricted - failed to find unprivileged_userns profile\" error=-13 profile=\"unconfined\" pid=1 "
      "comm=\"app\" requested=\"userns_create\" denied=\"userns_create\"\n",
      when);
}

DoctorFacts facts_from(const std::string& log) {
  const TemporaryFolder folder;
  folder.write("var/log/audit/audit.log", log);
  const Host host(HostChoice{folder.path(), "", ""});
  DoctorFacts facts;
  facts.denials = look_at_logs(host, {}, facts.gaps);
  facts.processes = look_at_processes(host, {}, facts.gaps);
  return facts;
}

}  // namespace

TEST_CASE("a refusal of the last hour is a recent one") {
  const DoctorFacts facts = facts_from(denial(std::time(nullptr)));
  REQUIRE(facts.denials.size() == 1);
  CHECK(facts.denials[0].is_recent);
  CHECK(facts.denials[0].incident.last.comm == "app");
}

TEST_CASE("what was refused before the host started is past") {
  CHECK(facts_from(denial(1)).denials.empty());
}

TEST_CASE("an image tree has no processes") {
  const DoctorFacts facts = facts_from("");
  CHECK(facts.processes.stale.empty());
  CHECK(facts.processes.stuck.empty());
}

TEST_CASE("a refusal that only syslog has is unproved, and no program is looked up for it") {
  const TemporaryFolder folder;
  folder.write("var/log/syslog", denial(std::time(nullptr)));
  folder.write("usr/bin/app", "");
  REQUIRE(::chmod((folder / "usr/bin/app").c_str(), 0755) == 0);
  const Host host(HostChoice{folder.path(), "", ""});
  Gaps gaps;
  const auto unproved = look_at_logs(host, {}, gaps);
  REQUIRE(unproved.size() == 1);
  CHECK_FALSE(unproved[0].incident.is_proved());
  CHECK(unproved[0].program.path == "");
  folder.write("var/log/audit/audit.log", denial(std::time(nullptr)));
  const auto proved = look_at_logs(host, {}, gaps);
  REQUIRE(proved.size() == 1);
  CHECK(proved[0].incident.is_proved());
  CHECK(proved[0].program.path == "/usr/bin/app");
}

TEST_CASE("of a program it is known whether it is another one, or runs its arguments") {
  const TemporaryFolder folder;
  const auto place = [&](const char* path, const char* text) {
    folder.write(path, text);
    REQUIRE(::chmod((folder / path).c_str(), 0755) == 0);
  };
  place("usr/bin/bash", "a shell");
  place("usr/bin/app", "a shell");
  folder.write("var/log/audit/audit.log", denial(std::time(nullptr)));
  const Host host(HostChoice{folder.path(), "", ""});
  Gaps gaps;
  CHECK(look_at_logs(host, {}, gaps).at(0).program.twin == "/usr/bin/bash");
  place("usr/bin/app", "#!/bin/sh\nexec \"$@\"\n");
  CHECK(look_at_logs(host, {}, gaps).at(0).program.twin == "");
  CHECK(look_at_logs(host, {}, gaps).at(0).program.runs_arguments);
}
