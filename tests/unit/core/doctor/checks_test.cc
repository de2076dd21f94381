#include "core/doctor/checks.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

using namespace aug;
using Level = Check::Level;
using Stage = NamespaceUse::Stage;

namespace {

const NamespaceUse dud{Stage::map, EPERM, "unprivileged_userns (enforce)"};
constexpr const char* restriction = "kernel.apparmor_restrict_unprivileged_userns";

/// A host with Ubuntu's restriction on which nothing is wrong, and /usr/bin/x has a profile.
DoctorFacts healthy() {
  DoctorFacts facts;
  facts.is_root = facts.kernel.has_apparmor = facts.kernel.mediates_userns = true;
  facts.parser.path = "/usr/sbin/apparmor_parser";
  facts.parser.abi = {"3.0", "4.0"};
  facts.kernel.threads_max = "8000";
  facts.sysctls = {{"user.max_user_namespaces", "4000", {}, {}},
                   {"kernel.unprivileged_userns_clone", "1", {}, {}},
                   {restriction, "1", {}, {}}};
  facts.baseline = dud;
  facts.kernel.loaded = {{"x", {"unconfined", ""}}, {"unprivileged_userns", {"enforce", ""}}};
  ScannedProfile profile;
  profile.name = "x";
  profile.attachments = {"/usr/bin/x"};
  profile.flags = {"unconfined"};
  profile.grants_userns = true;
  profile.abi = "abi/4.0";
  profile.file = "/etc/apparmor.d/x";
  profile.line = 2;
  facts.profiles.files = {{"/etc/apparmor.d/x", false, false, false, {profile}}};
  BinaryFacts binary;
  binary.path = binary.real_path = "/usr/bin/x";
  binary.is_program = binary.is_asked = true;
  binary.trial.label = "x (unconfined)";
  binary.trial.use = NamespaceUse{Stage::done, 0, "x (unconfined)"};
  facts.binaries = {binary};
  return facts;
}

/// As it is when the kernel gives the program no profile.
DoctorFacts refused() {
  DoctorFacts facts = healthy();
  facts.binaries[0].trial.label = "unconfined";
  facts.binaries[0].trial.use = dud;
  return facts;
}

std::string first(const DoctorFacts& facts) {
  const Check check = checks_on(facts).front();
  return std::string(name_of(check.level)) + " " + std::string(check.id.text());
}

std::string remedy(const DoctorFacts& facts) {
  return shown(checks_on(facts).front().remedy);
}

}  // namespace

TEST_CASE("on a healthy host nothing is worse than an info") {
  CHECK(is_healthy(checks_on(healthy())));
  DoctorFacts unseen = healthy();
  unseen.is_root = false;
  unseen.kernel.loaded.reset();
  unseen.binaries[0].trial.use.reset();
  CHECK(is_healthy(checks_on(unseen)));
  DoctorFacts debian = refused();
  debian.sysctls.pop_back();
  debian.baseline = debian.binaries[0].trial.use = NamespaceUse{Stage::done, 0, "unconfined"};
  debian.profiles.files.clear();
  CHECK(is_healthy(checks_on(debian)));
}

TEST_CASE("a program without a profile: which of the causes it is") {
  DoctorFacts facts = refused();
  facts.profiles.files.clear();
  facts.kernel.loaded->erase("x");
  CHECK(first(facts) == "fail no-profile");
  CHECK(remedy(facts) == "aa-userns-gen suggest /usr/bin/x | aa-userns-gen apply -");

  facts = refused();
  facts.kernel.loaded->erase("x");
  CHECK(first(facts) == "fail not-loaded");
  CHECK(remedy(facts) == "apparmor_parser --replace --skip-read-cache --write-cache /etc/apparmor.d/x");
  facts.kernel.loaded.reset();
  CHECK(first(facts) == "fail not-loaded");

  facts = refused();
  facts.profiles.files[0].is_disabled = true;
  CHECK(first(facts) == "fail disabled");
  CHECK(remedy(facts).starts_with("rm /etc/apparmor.d/disable/x\n"));

  facts = healthy();
  facts.profiles.files[0].forces_complain = true;
  facts.binaries[0].trial.label = "x (complain)";
  CHECK(first(facts) == "warn force-complain");
  facts.binaries[0].trial.use = NamespaceUse{Stage::mount, EACCES, "x//null-/usr/bin/y (complain)"};
  CHECK(first(facts) == "fail force-complain");

  facts = healthy();
  facts.profiles.files[0].profiles[0].flags = {"complain"};
  facts.binaries[0].trial.label = "x (complain)";
  CHECK(first(facts) == "warn complaining");
  facts.binaries[0].trial.use = NamespaceUse{Stage::mount, EACCES, "x//null-/usr/bin/y (complain)"};
  CHECK(first(facts) == "fail complaining");
  CHECK(remedy(facts).find("on_conflict: take-over") != std::string::npos);
  facts.profiles.files[0].is_ours = true;
  CHECK(first(facts) == "fail profile-refuses");

  facts = healthy();
  facts.binaries[0].trial.use = NamespaceUse{Stage::create, EACCES, "x (enforce)"};
  CHECK(first(facts) == "fail profile-refuses");
}

TEST_CASE("a profile that leaves out some of what namespaces are for is a warning") {
  DoctorFacts facts = healthy();
  facts.binaries[0].trial.label = "x (enforce)";
  facts.binaries[0].trial.use = NamespaceUse{Stage::mount, EACCES, "x (enforce)"};
  CHECK(first(facts) == "warn limited-namespace");
}

TEST_CASE("what a link of others leads to is told, and gets no remedy") {
  DoctorFacts facts = healthy();
  BinaryFacts led;
  led.path = "/home/u/app";
  led.real_path = "/opt/x";
  facts.led_by_others = {led};
  const auto told = [&] {
    const Checks checks = checks_on(facts);
    const auto found = std::ranges::find(checks, "led-by-others"_id, &Check::id);
    REQUIRE(found != checks.end());
    return *found;
  };
  CHECK(told().level == Check::Level::info);
  CHECK(told().remedy.empty());
  facts.led_by_others[0].is_asked = true;
  CHECK(told().level == Check::Level::warn);
}

TEST_CASE("what was not tried is no grant, but for a profile that confines nothing") {
  DoctorFacts facts = refused();
  facts.profiles.files[0].profiles[0].flags = {};
  facts.binaries[0].trial.label = "x (enforce)";
  facts.binaries[0].trial.use.reset();
  CHECK(first(facts) == "warn binary-untried");
  facts.profiles.files[0].profiles[0].flags = {"unconfined"};
  CHECK(first(facts) != "warn binary-untried");
  facts.profiles.files[0].profiles[0].grants_userns = false;
  CHECK(first(facts) == "fail profile-refuses");
  facts.profiles.files.clear();
  CHECK(first(facts) == "warn binary-untried");
}

TEST_CASE("of two profiles on one path the one that grants is kept, rather another's than ours") {
  DoctorFacts facts = refused();
  facts.profiles.files.push_back(facts.profiles.files[0]);
  facts.profiles.files[1].path = facts.profiles.files[1].profiles[0].file = "/etc/apparmor.d/y";
  facts.profiles.files[1].profiles[0].name = "y";
  CHECK(first(facts) == "fail tie");
  CHECK(remedy(facts) == "mkdir -p /etc/apparmor.d/disable\nln -sf /etc/apparmor.d/y /etc/apparmor.d/disable/");
  (*facts.kernel.loaded)["y"] = {"unconfined", ""};
  CHECK(remedy(facts).find("apparmor_parser --remove /etc/apparmor.d/y\n") != std::string::npos);
  facts.profiles.files[0].profiles[0].grants_userns = false;
  CHECK(remedy(facts).find("apparmor_parser --remove /etc/apparmor.d/x\n") != std::string::npos);
  facts.profiles.files[1].is_ours = true;
  CHECK(remedy(facts).ends_with("\naa-userns-gen reconcile"));
  facts.profiles.files[0].profiles[0].grants_userns = true;
  CHECK(remedy(facts) == "aa-userns-gen reconcile");
  std::swap(facts.profiles.files[0].is_ours, facts.profiles.files[1].is_ours);
  CHECK(remedy(facts) == "aa-userns-gen reconcile");
}

TEST_CASE("a profile that only the kernel has is unloaded, if the kernel says that it claims the program") {
  DoctorFacts facts = refused();
  (*facts.kernel.loaded)["docker-default"] = {"enforce", ""};
  CHECK(remedy(facts).starts_with("apparmor_parser --replace"));
  (*facts.kernel.loaded)["ghost"] = {"enforce", "/usr/bin/x"};
  CHECK(first(facts) == "fail tie");
  CHECK(remedy(facts) == "printf %s ghost >/sys/kernel/security/apparmor/.remove");
}

TEST_CASE("whoever exchanges a program while it is tried chooses no profile that is to be unloaded") {
  DoctorFacts facts = refused();
  facts.profiles.files.clear();
  facts.binaries[0].trial.label = "ghost (enforce)";
  (*facts.kernel.loaded)["ghost"] = {"enforce", "/usr/bin/x"};
  CHECK(first(facts) == "fail profile-refuses");
  facts.binaries[0].changeable = "/usr/bin";
  CHECK(first(facts) == "fail profile-refuses");
  (*facts.kernel.loaded)["ghost"] = {"enforce", "/opt/ghost"};
  CHECK(first(facts) == "warn led-by-others");
  CHECK(remedy(facts).find("printf") == std::string::npos);
  facts.binaries[0].trial.use = NamespaceUse{Stage::done, 0, "ghost (enforce)"};  // it works
  CHECK(first(facts) == "warn led-by-others");
  facts.kernel.loaded.reset();
  CHECK(first(facts) == "warn led-by-others");
  facts.binaries[0].changeable.clear();
  CHECK(first(facts) == "warn profile-without-file");
}

TEST_CASE("what works until the next boot only is a warning, and the remedy makes it last") {
  DoctorFacts facts = healthy();
  facts.profiles.files.clear();
  CHECK(first(facts) == "warn profile-without-file");
  CHECK(remedy(facts).starts_with("printf %s x >/sys/kernel/security/apparmor/.remove\naa-userns-gen suggest "));
  facts.profiles.has_unread = true;
  CHECK(is_healthy(checks_on(facts)));
  facts.profiles.has_unread = false;
  facts.binaries[0].trial.label = "snap.x.x (enforce)";
  CHECK(is_healthy(checks_on(facts)));

  facts = healthy();
  facts.profiles.files[0].is_disabled = true;
  CHECK(first(facts) == "warn disabled");
  CHECK(remedy(facts) == "rm /etc/apparmor.d/disable/x");

  facts = healthy();
  facts.profiles.files[0].profiles[0].grants_userns = false;
  CHECK(first(facts) == "warn profile-refuses");
  CHECK(remedy(facts).find("on_conflict: take-over") != std::string::npos);

  facts = healthy();
  facts.profiles.files.push_back(facts.profiles.files[0]);
  facts.profiles.files[1].path = facts.profiles.files[1].profiles[0].file = "/etc/apparmor.d/y";
  facts.profiles.files[1].profiles[0].name = "y";
  CHECK(first(facts) == "warn tie");
  CHECK(checks_on(facts).front().message.starts_with(
      "/usr/bin/x: can use user namespaces, but only until the next boot: "));
}

TEST_CASE("what the whole host suffers from comes before its programs, and programs are not blamed for it") {
  DoctorFacts facts = refused();
  facts.sysctls[0].now = "0";
  facts.baseline = facts.binaries[0].trial.use = NamespaceUse{Stage::create, ENOSPC, "unconfined"};
  CHECK(first(facts) == "fail sysctl-limit");
  CHECK(remedy(facts) == "sysctl -w user.max_user_namespaces=4000");
  const Checks checks = checks_on(facts);
  CHECK(std::count_if(checks.begin(), checks.end(), [](const Check& each) { return each.level == Level::fail; }) == 1);

  facts.sysctls[0].now = "4000";
  CHECK(first(facts) == "fail namespaces");
  CHECK(remedy(facts) == "sysctl -w user.max_user_namespaces=8000");

  facts.baseline = facts.binaries[0].trial.use = NamespaceUse{Stage::create, EPERM, "unconfined"};
  facts.sysctls[1].now = "0";
  CHECK(first(facts) == "fail sysctl-clone");
  facts.sysctls[1].now = "1";
  facts.environment.has_seccomp = true;
  CHECK(checks_on(facts).front().message.find("seccomp") != std::string::npos);
}

TEST_CASE("the profile that the restriction moves programs to: missing, not loaded, switched off, complaining") {
  DoctorFacts facts = healthy();
  facts.kernel.loaded->erase("unprivileged_userns");
  CHECK(first(facts) == "fail unprivileged-userns");
  CHECK(remedy(facts).starts_with("apt-get install --reinstall"));
  facts.profiles.files.push_back({"/etc/apparmor.d/unprivileged_userns", false, true, false, {}});
  CHECK(remedy(facts).starts_with("rm /etc/apparmor.d/disable/unprivileged_userns\n"));
  facts.kernel.loaded.reset();
  facts.baseline = NamespaceUse{Stage::create, EACCES, "unconfined"};
  CHECK(first(facts) == "fail unprivileged-userns");
  facts.baseline = NamespaceUse{Stage::done, 0, "unprivileged_userns (complain)"};
  CHECK(first(facts) == "warn unprivileged-userns");
}

TEST_CASE("a setting is put right now and for the next boot, after whoever sets it") {
  const SysctlSource lxd{"/run/sysctl.d/zz-lxd.conf", 1, "0"};
  DoctorFacts facts = healthy();
  facts.baseline = NamespaceUse{Stage::done, 0, "unconfined"};
  facts.sysctls[2] = {restriction, "0", lxd, {}};
  CHECK(first(facts) == "warn sysctl-restriction");
  CHECK(checks_on(facts).front().message.ends_with("/run/sysctl.d/zz-lxd.conf does that"));
  CHECK(remedy(facts).find("printf '%s\\n' 'kernel.apparmor_restrict_unprivileged_userns = 1' "
                           ">/etc/sysctl.d/zzz-apparmor_restrict_unprivileged_userns.conf\nsysctl -w ") !=
        std::string::npos);
  facts = healthy();
  facts.sysctls[2].late = SysctlSource{"/etc/ufw/sysctl.conf", 7, "0"};
  CHECK(first(facts) == "warn sysctl-restriction");
  CHECK(remedy(facts) == "sed -i '7s/=.*/=1/' /etc/ufw/sysctl.conf");
}

TEST_CASE("of what root could not try, files do not tell that it works") {
  DoctorFacts facts = healthy();
  facts.is_root = true;
  facts.binaries[0].trial.use.reset();
  for (const char* label : {"x (unconfined)", ""}) {
    CAPTURE(label);
    facts.binaries[0].trial.label = label;
    facts.binaries[0].trial.gap = "";
    CHECK(first(facts) != "warn binary-untried");
    facts.binaries[0].trial.gap = "no answer within its time";
    CHECK(first(facts) == "warn binary-untried");
  }
}

TEST_CASE("a kernel without AppArmor, and a parser that is too old") {
  DoctorFacts facts;
  facts.is_root = true;
  facts.kernel.command_line = "root=/dev/sda apparmor=0 quiet";
  facts.baseline = NamespaceUse{Stage::done, 0, ""};
  CHECK(first(facts) == "warn kernel-apparmor");
  CHECK(remedy(facts).find("sed -i 's/ *\\bapparmor=0\\b//' /etc/default/grub\n") != std::string::npos);
  facts.kernel.command_line = "quiet lsm=landlock,yama";
  CHECK(remedy(facts).find("\\blsm=landlock,yama\\b") != std::string::npos);
  facts = healthy();
  facts.parser.flaw = "cannot use /usr/sbin/apparmor_parser: it does not know 'userns'";
  CHECK(first(facts) == "fail parser");
  CHECK(remedy(facts).starts_with("apt-get update\napt-get install apparmor"));
}

TEST_CASE("a unit for which systemd makes a namespace is named with its directives, before any program") {
  DoctorFacts facts = refused();
  facts.processes.stuck = {
      {7,
       "/usr/bin/x",
       "unprivileged_userns (enforce)",
       "x.service",
       "1000",
       {{"PrivateTmp", "yes", "/usr/lib/systemd/user/x.service", 4, "no"}, {"ReadOnlyPaths", "/etc", "/d", 2, ""}}}};
  CHECK(first(facts) == "fail unit-namespace");
  CHECK(checks_on(facts).front().message.find("PrivateTmp=, ReadOnlyPaths=") != std::string::npos);
  CHECK(
      remedy(facts) ==
      "mkdir -p /etc/systemd/user/x.service.d\n"
      "printf '%s\\n' '[Service]' PrivateTmp=no ReadOnlyPaths= >/etc/systemd/user/x.service.d/zz-no-namespace.conf\n"
      "systemctl reload 'user@*.service'\n"
      "systemctl --user --machine=1000@ try-restart x.service\n"
      "# or, where its sandbox is wanted: a unit of the system, with User=1000, keeps it, since systemd needs no user "
      "namespace there");
  facts.processes.stuck[0].directives.clear();
  CHECK(first(facts) != "fail unit-namespace");
}

TEST_CASE("files that are wrong, and those of one name") {
  DoctorFacts facts = healthy();
  facts.profiles.bad_files = {{"/etc/apparmor.d/a b", "it is a link to /gone", true}};
  CHECK(first(facts) == "warn broken-link");
  CHECK(remedy(facts) == "rm '/etc/apparmor.d/a b'");
  facts.profiles.bad_files = {{"/etc/apparmor.d/bad", "syntax error", false}};
  CHECK(first(facts) == "warn bad-profile");
  facts = healthy();
  facts.profiles.files.push_back(facts.profiles.files[0]);
  facts.profiles.files[1].path = "/etc/apparmor.d/y";
  facts.profiles.files[1].profiles[0].attachments = {"/usr/bin/y"};
  CHECK(first(facts) == "warn duplicate-profile");
}

TEST_CASE("what does not stand as it was applied is a warning, whatever else is well, and reconcile ends it") {
  DoctorFacts facts = healthy();
  facts.applied.drifted = {{"/usr/bin/x", "runner", "drifted", "/etc/apparmor.d/x is gone"}};
  CHECK(first(facts) == "warn not-as-applied");
  CHECK(remedy(facts) == "aa-userns-gen reconcile");
  CHECK(checks_on_applied(facts)[0].message == "/usr/bin/x is not as the policy runner was applied: drifted");
  CHECK(checks_on_applied(facts)[0].evidence == "/etc/apparmor.d/x is gone");
  CHECK(checks_on_applied(healthy()).empty());
}

TEST_CASE("of a helper that has moved, the new path is for a person to write into the policy") {
  DoctorFacts facts = healthy();
  facts.applied.drifted = {{"/opt/1.0/helper", "agent", "drifted", "it is not there", "/opt/1.1/helper"}};
  CHECK(first(facts) == "warn not-as-applied");
  CHECK(remedy(facts).starts_with("# name '/opt/1.1/helper' under 'helpers:' of the policy agent"));
}

TEST_CASE("a setuid bubblewrap is no way out") {
  DoctorFacts facts = healthy();
  facts.bwrap = BwrapFacts{"/usr/bin/bwrap", "0.11.0", true};
  CHECK(first(facts) == "warn bwrap-setuid");
  facts.binaries[0].path = facts.binaries[0].real_path = "/usr/bin/bwrap";
  facts.binaries[0].trial.sandbox = SandboxTrial{false, false, "bwrap: setuid use of bubblewrap is not supported"};
  CHECK(first(facts) == "fail bwrap-setuid");
  facts.bwrap->is_setuid = false;
  CHECK(first(facts) == "fail program-fails");
  CHECK(remedy(facts) == "aa-userns-gen explain 'bwrap: setuid use of bubblewrap is not supported'");
}

TEST_CASE("from within a namespace without any capability, no profile can be judged") {
  DoctorFacts facts = refused();
  facts.environment.label = "x//&unprivileged_userns (mixed)";
  CHECK(first(facts) == "fail confined");
  const Checks checks = checks_on(facts);
  CHECK(std::none_of(checks.begin(), checks.end(), [](const Check& each) { return each.id == "no-profile"; }));
}

TEST_CASE("AppArmorProfile= matters where unconfined programs may not change their profile") {
  DoctorFacts facts = healthy();
  facts.processes.unit_profiles = {{"/etc/systemd/user/x.service", 3, "x"}};
  CHECK(is_healthy(checks_on(facts)));
  facts.sysctls.push_back({"kernel.apparmor_restrict_unprivileged_unconfined", "1", {}, {}});
  CHECK(first(facts) == "warn unit-profile");
}

TEST_CASE("the policy of a remedy names odd paths rightly") {
  CHECK(shown({grant_remedy({"/usr/bin/bwrap"})}) == "aa-userns-gen apply runner");
  CHECK(shown({grant_remedy({"/opt/My App"})}) == "aa-userns-gen suggest '/opt/My App' | aa-userns-gen apply -");
  const std::string odd = shown({grant_remedy({"/opt/My App: #1/it's", "", true})});
  CHECK(odd.find(R"('  - path: '\''/opt/My App: #1/it'\'''\''s'\''')") != std::string::npos);
  CHECK(odd.find("'    profile: its'") != std::string::npos);
}

TEST_CASE("a file whose name no shell can be given safely gets no command") {
  DoctorFacts facts = healthy();
  facts.profiles.bad_files = {{"/etc/apparmor.d/a\x1b[2K\nreboot", "it is a link to /gone", true}};
  CHECK(remedy(facts).starts_with("# no command is shown, "));
  CHECK(remedy(facts).ends_with("'/etc/apparmor.d/a\\x1b[2K\\nreboot'"));
}

namespace {

/// A recent denial within the sandbox of bubblewrap.
DenialFacts nested_denial(const std::string& path, const std::string& comm, Author author = Author::kernel) {
  AuditDigest digest;
  digest.take(R"(audit(1723479095.677:1): apparmor="DENIED" operation="capable" profile="unpriv_bwrap" pid=7 comm=")" +
                  comm + R"(" capability=21 capname="sys_admin")",
              author);
  DenialFacts denial{digest.incidents().at(0), {}, true};
  denial.program.path = path;
  denial.program.source = path.empty() ? ProgramFacts::Source::none : ProgramFacts::Source::record;
  denial.program.exists = denial.program.is_program = !path.empty();
  return denial;
}

Check check_on(const DenialFacts& denial) {
  DoctorFacts facts = healthy();
  facts.denials = {denial};
  for (const Check& check : checks_on(facts)) {
    if (check.id == "nested-sandbox") return check;
  }
  return {"none"_id, Check::Level::ok, "", ""};
}

std::string advice_on(const DenialFacts& denial) {
  return shown(check_on(denial).remedy);
}

bool has_command(const std::string& advice) {
  return advice.find("\n") != std::string::npos || !advice.starts_with("# ");
}

}  // namespace

TEST_CASE("a program that was refused within a sandbox may be made a helper") {
  CHECK(check_on(nested_denial("/usr/bin/slirp4netns", "slirp4netns")).level == Level::warn);
  const std::string advice = advice_on(nested_denial("/usr/bin/slirp4netns", "slirp4netns"));
  CHECK(advice.starts_with(
      "# only if it is trusted to make sandboxes within the sandbox:\n# printf '%s\\n' 'version: 1'"));
  CHECK(advice.find("'      - /usr/bin/slirp4netns'") != std::string::npos);
  DenialFacts by_name = nested_denial("/usr/bin/slirp4netns", "slirp4netns");
  for (const auto source : {ProgramFacts::Source::installed, ProgramFacts::Source::process}) {
    by_name.program.source = source;
    CHECK(advice_on(by_name).starts_with("# the log has no path, but a name, which a process can give itself"));
  }
  CHECK(advice_on(by_name).find("\n# printf '%s\\n' 'version: 1'") != std::string::npos);
  CHECK(check_on(by_name).level == Level::warn);
}

TEST_CASE("a helper that a policy known here names is that policy's, for somebody to decide") {
  DenialFacts denial = nested_denial("", "apply-seccomp");
  denial.sandbox = {"/usr/bin/bwrap", "claude-code"};
  CHECK(check_on(denial).level == Level::warn);
  CHECK(advice_on(denial) ==
        "# the log has no path, but a name, which a process can give itself; if it was the helper of that policy:\n"
        "# aa-userns-gen apply claude-code");
  denial.program.source = ProgramFacts::Source::record;
  CHECK(advice_on(denial) == "# aa-userns-gen apply claude-code");
  denial.sandbox.is_applied = true;
  CHECK(check_on(denial).id == "none");
  DenialFacts unproved = nested_denial("", "apply-seccomp", Author::anybody);
  unproved.sandbox = {"/usr/bin/bwrap", "claude-code"};
  CHECK_FALSE(has_command(advice_on(unproved)));
  CHECK_FALSE(has_command(advice_on(nested_denial("/usr/bin/podman", "podman"))));
}

TEST_CASE("a helper is added to a profile of somebody else that has a place for it, which is switched off otherwise") {
  DoctorFacts facts = healthy();
  facts.denials = {nested_denial("/usr/bin/slirp4netns", "slirp4netns")};
  ProfileFileFacts stock = facts.profiles.files[0];
  stock.path = "/etc/apparmor.d/bwrap-userns-restrict";
  stock.profiles[0].name = "bwrap";
  stock.profiles[0].local_includes = {"/etc/apparmor.d/local/bwrap-userns-restrict"};
  stock.profiles.push_back(stock.profiles[0]);
  stock.profiles[1].name = "unpriv_bwrap";
  stock.profiles[1].local_includes = {"/etc/apparmor.d/local/unpriv_bwrap"};
  const auto advice = [&](const ProfileFileFacts& file) {
    facts.profiles.files.resize(1);
    facts.profiles.files.push_back(file);
    for (const Check& check : checks_on(facts)) {
      if (check.id == "nested-sandbox") return shown(check.remedy);
    }
    return std::string();
  };
  CHECK(advice(stock).find("on_conflict: extend") != std::string::npos);
  CHECK(advice(stock).find("profile: ") == std::string::npos);
  stock.profiles[1].local_includes.clear();
  CHECK(advice(stock).find("on_conflict: take-over") != std::string::npos);
}

TEST_CASE("who gives hundreds of names to processes that are refused gets no page of them") {
  DoctorFacts facts = healthy();
  for (int number = 10; number < 60; ++number) {
    DenialFacts denial = nested_denial("", "n" + std::to_string(number));
    denial.incident.meaning = Meaning::needs_grant;
    facts.denials.push_back(denial);
  }
  for (const Check& check : checks_on(facts)) {
    if (check.id != "denials") continue;
    CHECK(check.message.starts_with("the log has refusals of n10, n11, "));
    CHECK(check.message.ends_with("n28, n29 and 30 others"));
    return;
  }
  FAIL("nothing is said");
}

TEST_CASE("what runs any other program is never proposed as a helper, whichever name tells so") {
  for (const auto& names : {std::pair{"/usr/bin/python3.13", "python3"}, std::pair{"/usr/bin/perl", "x"},
                            std::pair{"/opt/tool", "bash"}, std::pair{"", "env"}}) {
    CAPTURE(names.first);
    const std::string advice = advice_on(nested_denial(names.first, names.second));
    CHECK_FALSE(has_command(advice));
    CHECK(advice.find("one for everything that it can be told to run") != std::string::npos);
  }
  DenialFacts alias = nested_denial("/opt/tool", "tool");
  alias.incident.last.execpath = "/bin/sh";
  CHECK_FALSE(has_command(advice_on(alias)));
}

TEST_CASE("a helper that others can change, or that is not there, is not proposed") {
  DenialFacts changeable = nested_denial("/home/u/tool", "tool");
  changeable.program.changeable = "/home/u";
  CHECK_FALSE(has_command(advice_on(changeable)));
  CHECK_FALSE(has_command(advice_on(nested_denial("/tmp/tool", "tool"))));
  DenialFacts gone = nested_denial("/opt/tool", "tool");
  gone.program.exists = gone.program.is_program = false;
  CHECK_FALSE(has_command(advice_on(gone)));
}

TEST_CASE("what anybody can have written is evidence, and no ground for a command") {
  const Check check = check_on(nested_denial("", "less", Author::anybody));
  CHECK(check.level == Level::info);
  CHECK(check.message.find("only a log that any user can write to says so") != std::string::npos);
  CHECK_FALSE(has_command(shown(check.remedy)));
  DoctorFacts facts = healthy();
  facts.denials = {nested_denial("", "less", Author::anybody)};
  facts.denials[0].incident.meaning = Meaning::needs_grant;
  for (const Check& each : checks_on(facts)) {
    CHECK(each.id != "denials");
    if (each.id == "unproved-denials") CHECK(each.remedy.empty());
  }
}

TEST_CASE("no remedy grants anything to what runs any other program") {
  CHECK(shown({grant_remedy({"/usr/bin/bash"})}).starts_with("# no grant for '/usr/bin/bash', which is a shell"));
  CHECK(shown({grant_remedy({"/usr/bin/bwrap", "", false, {"/usr/bin/slirp4netns", "/usr/bin/perl"}})})
            .starts_with("# no grant for '/usr/bin/perl', which is an interpreter"));
  DoctorFacts facts = refused();
  facts.binaries[0].path = "/opt/link";
  facts.binaries[0].never = "a shell";
  facts.profiles.files[0].profiles[0].grants_userns = false;
  facts.profiles.files[0].profiles[0].flags = {};
  facts.binaries[0].trial.label = "x (enforce)";
  CHECK(remedy(facts).starts_with("# no grant for '/opt/link', which is a shell"));
}

TEST_CASE("what a user's own file says leads to no drop-in for all users") {
  DoctorFacts facts = refused();
  const ServiceDirective own{"PrivateTmp", "yes", "/home/u/.config/systemd/user/x.service", 4, "no"};
  facts.processes.stuck = {{7, "/usr/bin/x", "unprivileged_userns (enforce)", "x.service", "1000", {own}}};
  CHECK(remedy(facts) ==
        "# 1000 is to take PrivateTmp= out of /home/u/.config/systemd/user/x.service:4, and to restart x.service");
  facts.processes.stuck[0].directives.push_back({"ReadOnlyPaths", "/etc", "/usr/lib/systemd/user/x.service", 2, ""});
  CHECK(remedy(facts).find("'[Service]' ReadOnlyPaths= >") != std::string::npos);
}
