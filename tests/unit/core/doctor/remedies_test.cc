#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "core/doctor/checks.h"

using namespace aug;
using Level = Check::Level;

namespace {

ScannedProfile profile_for(const std::string& path, const std::string& name, const std::string& file) {
  ScannedProfile profile;
  profile.name = name;
  profile.attachments = {path};
  profile.flags = {"unconfined"};
  profile.grants_userns = true;
  profile.abi = "abi/4.0";
  profile.file = file;
  profile.line = 2;
  return profile;
}

BinaryFacts program(const std::string& path) {
  BinaryFacts binary;
  binary.path = binary.real_path = path;
  binary.is_program = binary.is_asked = true;
  binary.trial.label = "unconfined";
  binary.trial.use = NamespaceUse{NamespaceUse::Stage::map, EPERM, "unprivileged_userns (enforce)"};
  return binary;
}

/// A host with the restriction, on which /opt/x has no profile.
DoctorFacts refused() {
  DoctorFacts facts;
  facts.is_root = facts.kernel.has_apparmor = facts.kernel.mediates_userns = true;
  facts.parser = {"/usr/sbin/apparmor_parser", "", {"4.0"}};
  facts.sysctls = {{"kernel.apparmor_restrict_unprivileged_userns", "1", {}, {}}};
  facts.kernel.loaded = {{"unprivileged_userns", {"enforce", ""}}};
  facts.binaries = {program("/opt/x")};
  return facts;
}

void add_file(DoctorFacts& facts, const std::string& path, const ScannedProfile& profile) {
  facts.profiles.files.push_back({path, false, false, false, {profile}});
}

Check first(const DoctorFacts& facts) {
  return checks_on(facts).front();
}

std::string grant_on(const DoctorFacts& facts) {
  const Checks checks = checks_on(facts);
  const auto found =
      std::find_if(checks.begin(), checks.end(), [](const Check& check) { return check.id == "no-profile"; });
  return found == checks.end() ? "" : shown(found->remedy);
}

/// The policy of a remedy that has one of its own: it switches others off.
std::string policy_for(const DoctorFacts& facts, const std::string& path) {
  return shown({grant_remedy(with_free_names(facts, {path, "", true}))});
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a file that cannot be compiled is the first cause where a program needs its path or its name") {
  DoctorFacts facts = refused();
  add_file(facts, "/etc/apparmor.d/bad", profile_for("/opt/x", "y", "/etc/apparmor.d/bad"));
  facts.profiles.bad_files = {{"/etc/apparmor.d/bad", "line 3: syntax error"}};
  CHECK(first(facts).id == "bad-profile");
  CHECK(first(facts).level == Level::fail);
  CHECK(has(shown(first(facts).remedy), "ln -sf /etc/apparmor.d/bad /etc/apparmor.d/disable/"));
  CHECK(grant_on(facts) == "aa-userns-gen suggest /opt/x | aa-userns-gen apply -");

  facts.profiles.files[0].profiles[0] = profile_for("/opt/y", "x", "/etc/apparmor.d/bad");
  CHECK(first(facts).id == "bad-profile");
  CHECK_FALSE(has(policy_for(facts, "/opt/x"), "profile:"));  // the name is free when that is done

  facts.profiles.files[0].profiles[0].name = "y";
  CHECK(first(facts).id == "no-profile");
}

TEST_CASE("a mistake in what profiles include is one finding, about that file") {
  DoctorFacts facts = refused();
  add_file(facts, "/etc/apparmor.d/x", profile_for("/opt/x", "x", "/etc/apparmor.d/x"));
  facts.profiles.bad_files = {{"/etc/apparmor.d/x", "line 1: syntax error", false, "/etc/apparmor.d/local/x"},
                              {"/etc/apparmor.d/z", "line 1: syntax error", false, "/etc/apparmor.d/local/x"}};
  const Check check = first(facts);
  CHECK(check.message.starts_with("/etc/apparmor.d/local/x has a mistake"));
  CHECK(has(check.evidence, "/etc/apparmor.d/x, /etc/apparmor.d/z"));
  CHECK(shown(check.remedy) ==
        "mv --backup=numbered /etc/apparmor.d/local/x /etc/apparmor.d/local/x.orig\ntouch /etc/apparmor.d/local/x");
  CHECK(grant_on(facts).empty());  // its own profile comes back
  CHECK(has(shown(checks_on(facts)[1].remedy), "apparmor_parser --replace"));

  facts.profiles.bad_files = {{"/etc/apparmor.d/x", "", false, "/etc/apparmor.d/tunables/home.d/site"}};
  CHECK(shown(first(facts).remedy) ==
        "mv --backup=numbered /etc/apparmor.d/tunables/home.d/site /etc/apparmor.d/tunables/home.d/site.orig");
  facts.profiles.bad_files[0].culprit = "/etc/apparmor.d/abstractions/base";
  CHECK(shown(first(facts).remedy).starts_with("# mend /etc/apparmor.d/abstractions/base"));
}

TEST_CASE("our own file and that of the restriction are brought back, not switched off") {
  DoctorFacts facts = refused();
  add_file(facts, "/etc/apparmor.d/aa-userns-gen.x", profile_for("/opt/x", "x", ""));
  facts.profiles.files[0].is_ours = true;
  facts.profiles.bad_files = {{"/etc/apparmor.d/aa-userns-gen.x", "line 3: syntax error"}};
  CHECK(shown(first(facts).remedy) == "aa-userns-gen reconcile");
  facts.profiles.bad_files = {{"/etc/apparmor.d/unprivileged_userns", "line 3: syntax error"}};
  const Checks checks = checks_on_bad_files(facts);
  CHECK(shown(checks[0].remedy).starts_with("mv --backup=numbered /etc/apparmor.d/unprivileged_userns "));
}

TEST_CASE("a grant has names that nobody else has") {
  DoctorFacts facts = refused();
  add_file(facts, "/etc/apparmor.d/x", profile_for("/srv/x", "x", "/etc/apparmor.d/x"));
  CHECK(has(policy_for(facts, "/opt/x"), "profile: doctor_x'"));
  facts.kernel.loaded->emplace("doctor_x", LoadedProfile{"enforce", ""});
  CHECK(has(policy_for(facts, "/opt/x"), "profile: doctor_x_2'"));
  facts.profiles.files[0].is_disabled = true;
  CHECK_FALSE(has(policy_for(facts, "/opt/x"), "profile:"));

  facts.applied.policies = {{"doctor-x", {"/opt/x"}}};
  CHECK(has(policy_for(facts, "/opt/x"), "name: doctor-x'"));
  facts.applied.policies = {{"doctor-x", {"/srv/x"}}, {"doctor-x-2", {"/var/x"}}};
  CHECK(has(policy_for(facts, "/opt/x"), "name: doctor-x-3'"));
}

TEST_CASE("two programs of one name get two policies") {
  DoctorFacts facts = refused();
  facts.binaries.push_back(program("/srv/x"));
  CHECK(has(policy_for(facts, "/opt/x"), "name: doctor-x'"));
  CHECK(has(policy_for(facts, "/srv/x"), "name: doctor-x-2'"));
}

TEST_CASE("bubblewrap's profile has relatives, whose names have to be free as well") {
  DoctorFacts facts = refused();
  facts.binaries = {program("/usr/bin/bwrap")};
  CHECK(grant_on(facts) == "aa-userns-gen apply runner");
  add_file(facts, "/etc/apparmor.d/x", profile_for("/srv/x", "unpriv_bwrap", "/etc/apparmor.d/x"));
  CHECK(has(policy_for(facts, "/usr/bin/bwrap"), "template: bwrap' '    profile: doctor_bwrap'"));
}

TEST_CASE("a setuid program works without a profile, and of a script what it starts is judged") {
  DoctorFacts facts = refused();
  facts.binaries[0].is_setuid = true;
  CHECK(is_healthy(checks_on(facts)));
  facts.binaries[0].trial.label = "x (enforce)";
  CHECK_FALSE(is_healthy(checks_on(facts)));

  facts = refused();
  facts.binaries[0].started_by = "/usr/bin/x";
  CHECK(first(facts).message.starts_with("/opt/x, which /usr/bin/x starts: no profile"));
  facts.binaries[0].is_shell_script = true;
  CHECK(first(facts).id == "binary-script");
  CHECK(shown(first(facts).remedy).starts_with("# "));
}

TEST_CASE("without a parser nothing is to be loaded") {
  DoctorFacts facts = refused();
  facts.parser.flaw = "cannot use it";
  facts.applied.drifted = {{"/opt/x", "p", "drifted", ""}};
  CHECK(first(facts).id == "parser");
  CHECK(grant_on(facts) == "# first see to the parser, then run doctor again");
  CHECK(shown(checks_on(facts)[2].remedy) == grant_on(facts));
}

TEST_CASE("the restriction's own file comes before what lacks it") {
  DoctorFacts facts = refused();
  facts.profiles.bad_files = {{"/etc/apparmor.d/unprivileged_userns", "line 3: syntax error"}};
  CHECK(checks_on_bad_files(facts)[0].level == Level::warn);
  facts.kernel.loaded->clear();
  CHECK(first(facts).id == "bad-profile");
}

TEST_CASE("nothing fails without a remedy or a reason") {
  DoctorFacts facts = refused();
  facts.binaries[0].is_program = false;
  CHECK(shown(first(facts).remedy).starts_with("# "));
}

TEST_CASE("a refusal in a sandbox matters while it can be cured, and has not been") {
  DoctorFacts facts = refused();
  facts.binaries[0] = program("/usr/bin/bwrap");
  DenialFacts denial;
  denial.is_recent = true;
  denial.incident.meaning = Meaning::nested;
  denial.incident.author = Author::kernel;
  AuditRecord& record = denial.incident.last;
  record.operation = "capable";
  record.capability = "sys_admin";
  record.profile = "unpriv_bwrap";
  record.comm = "helper";
  denial.program.source = ProgramFacts::Source::process;
  denial.program.path = "/usr/bin/helper";
  denial.program.exists = denial.program.is_program = true;
  const auto level_of = [&](const DenialFacts& one) {
    facts.denials = {one};
    for (const Check& check : checks_on(facts)) {
      if (check.id == "nested-sandbox") return check.level;
    }
    return Level::ok;
  };
  CHECK(level_of(denial) == Level::warn);
  DenialFacts past = denial;
  past.is_past = true;
  CHECK(level_of(past) == Level::info);
  DenialFacts victim = denial;
  victim.incident.last.comm = "unshare";
  victim.program = {};
  CHECK(level_of(victim) == Level::info);
}
