#include "core/log/suggestion_planner.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/log/suggestion_text.h"
#include "core/policy/policy_reader.h"

using namespace aug;
using Source = ProgramFacts::Source;

namespace {

Incident incident_in(const std::string& line, Author author = Author::kernel) {
  AuditDigest digest;
  digest.take(line, author);
  REQUIRE(digest.incidents().size() == 1);
  return digest.incidents().front();
}

std::string record_of(const std::string& comm, const std::string& more = {}) {
  return fmt::format(
      R"(audit(1723479095.677:169): apparmor="AUDIT" operation="userns_create" profile="unconfined" pid=7 comm="{}"{})",
      comm, more);
}

/// A program that wants a grant, at a path that is as it should be.
ExaminedIncident program(const std::string& path, Source source = Source::record) {
  ProgramFacts facts;
  facts.source = source;
  facts.path = path;
  facts.exists = facts.is_program = true;
  return {incident_in(record_of(path.substr(path.rfind('/') + 1).substr(0, 15))), facts};
}

ExaminedIncident without_program(const std::string& line) {
  return {incident_in(line), {}};
}

/// The only remark; there must be no entry beside it.
Remark remark_on(const ExaminedIncident& examined) {
  const Suggestion suggestion = suggestion_of({examined});
  CHECK(suggestion.entries.empty());
  CHECK(policy_text(suggestion, "a log") == "");
  REQUIRE(suggestion.remarks.size() == 1);
  CHECK(suggestion.remarks[0].because.size() == 1);
  CHECK(suggestion.remarks[0].instead != "");
  return suggestion.remarks[0];
}

std::string what(const ExaminedIncident& examined) {
  return remark_on(examined).what;
}

bool mentions(const std::string& text, std::string_view part) {
  CAPTURE(text);
  CAPTURE(part);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

Policy policy_of(const Suggestion& suggestion) {
  const std::string text = policy_text(suggestion, "a log");
  CAPTURE(text);
  const PolicyReading reading = read_policy(text, "suggested");
  CHECK(reading.diagnoses.empty());
  REQUIRE(reading.policy);
  return *reading.policy;
}

}  // namespace

TEST_CASE("a setuid program needs no grant") {
  ExaminedIncident setuid = program("/usr/bin/fusermount3", Source::installed);
  setuid.facts.is_setuid = true;
  CHECK(mentions(what(setuid), "'/usr/bin/fusermount3' is setuid root: it needs no grant"));
}

TEST_CASE("bubblewrap gets the confined pair, other programs the gateway") {
  const Policy policy =
      policy_of(suggestion_of({program("/usr/bin/bwrap"), program("/opt/app/app"), program("/opt/v/srt-bwrap")}));
  REQUIRE(policy.binaries.size() == 3);
  CHECK(policy.binaries[0].template_name == "bwrap");
  CHECK(policy.binaries[0].paths[0].text == "/usr/bin/bwrap");
  CHECK(policy.binaries[1].template_name == "gateway");
  CHECK(policy.binaries[1].profile == "app");
  CHECK(policy.binaries[2].template_name == "bwrap");
}

TEST_CASE("a path that rests on a name is said to, also where a process of that name runs it") {
  for (const Source source : {Source::process, Source::script, Source::installed, Source::elsewhere}) {
    CHECK(describe(program("/usr/bin/x", source).facts).find("can give itself any name") != std::string::npos);
  }
}

TEST_CASE("the evidence stands above each entry") {
  const std::string text = policy_text(suggestion_of({program("/usr/bin/bwrap", Source::installed)}), "the journal");
  CHECK(text ==
        "# Suggested by aa-userns-gen from the journal. Read it before you apply it.\n"
        "# A program with the template 'gateway' may use user namespaces again, and so may all that it starts.\n"
        "version: 1\n"
        "name: suggested\n"
        "description: Programs that the log shows without their grant\n"
        "binaries:\n"
        "  # once at 2024-08-12 16:11:35 UTC; the record has no path; this is the only program of that name in the "
        "standard folders, and a process can give itself any name\n"
        "  # audit(1723479095.677:169): apparmor=\"AUDIT\" operation=\"userns_create\" profile=\"unconfined\" pid=7 "
        "comm=\"bwrap\"\n"
        "  - path: /usr/bin/bwrap\n"
        "    template: bwrap\n");
}

TEST_CASE("programs of one name share an entry, since a profile has one name") {
  const Policy policy = policy_of(suggestion_of({program("/opt/a/app"), program("/opt/b/app"), program("/opt/a/app")}));
  REQUIRE(policy.binaries.size() == 1);
  REQUIRE(policy.binaries[0].paths.size() == 2);
  CHECK(policy.binaries[0].paths[1].text == "/opt/b/app");
}

TEST_CASE("names that are taken are replaced: of profiles and those beside a bubblewrap's, and of the policy") {
  const Suggestion suggestion = suggestion_of({program("/opt/a/app"), program("/usr/bin/bwrap"), program("/opt/b/x")});
  const Policy policy = policy_of(renamed(suggestion, {"app", "suggested_app", "unpriv_bwrap"}, {"suggested"}));
  CHECK(policy.name == "suggested-2");
  CHECK(policy.binaries[0].profile == "suggested_app_2");
  CHECK(policy.binaries[1].profile == "suggested_bwrap");
  CHECK(policy.binaries[2].profile == "x");
  const std::string text = policy_text(suggestion, "x");
  CHECK(policy_text(renamed(suggestion, {"other"}, {"other"}), "x") == text);
}

TEST_CASE("odd paths are quoted, so that they are read as they are") {
  for (const char* path : {"/opt/a b: #c/d,e", "/opt/ü/it's", "/opt/[x]/{y}", "/opt/&anchor/*"}) {
    CAPTURE(path);
    const Suggestion suggestion = suggestion_of({program(path)});
    if (suggestion.entries.empty()) continue;  // a wildcard is no path
    const Policy policy = *read_policy(policy_text(suggestion, "x"), "").policy;
    CHECK(policy.binaries.at(0).paths.at(0).text == path);
  }
  CHECK(policy_of(suggestion_of({program("/opt/a b/app"), program("/opt/c,d/app")})).binaries[0].paths.size() == 2);
}

TEST_CASE("a name of a log cannot end its comment") {
  const std::string text = policy_text(suggestion_of({program("/usr/bin/bwrap")}), "a\nversion: 2");
  CHECK(text.find("\nversion: 2") == std::string::npos);
}

TEST_CASE("a shell, an interpreter or systemd never gets an entry") {
  for (const char* path : {"/usr/bin/bash", "/usr/bin/python3.12", "/usr/bin/unshare",
                           "/usr/lib/systemd/systemd-executor", "/lib64/ld-linux-x86-64.so.2"}) {
    CAPTURE(path);
    for (const Source source : {Source::record, Source::process, Source::installed}) {
      CHECK(mentions(what(program(path, source)), "a grant for it would be one for everything"));
    }
  }
}

TEST_CASE("a shell or an interpreter needs no path to be refused") {
  CHECK(mentions(what(without_program(record_of("python3.12"))), "'python3.12' is an interpreter"));
}

TEST_CASE("a path that can be changed by others, or changes by itself, gets no entry") {
  ExaminedIncident home = program("/home/u/bin/codex");
  home.facts.changeable = "/home/u";
  const Remark remark = remark_on(home);
  CHECK(mentions(remark.what, "others than root can change '/home/u'"));
  CHECK(remark.pasted.at(0) == "- path: \"/home/u/bin/codex\"");
  CHECK(mentions(what(program("/tmp/.mount_AppXYZ/app")), "has another path after its next start"));
  CHECK(mentions(what(program("/proc/self/exe")), "has another path after its next start"));
  CHECK(mentions(what(program("/snap/code/17/bin/code")), "belongs to a snap"));
}

TEST_CASE("a path that is no program, or no path, gets no entry") {
  ExaminedIncident folder = program("/opt/folder");
  folder.facts.is_program = false;
  CHECK(mentions(what(folder), "is no program now"));
  CHECK(mentions(what(program("bwrap")), "must be an absolute path"));
  CHECK(mentions(what(program("/opt/a\nb")), "must not contain control characters"));
  CHECK(mentions(what(program("/opt/._x~")), "gives no valid name for a profile"));
  ExaminedIncident script = program("/usr/bin/wrapper", Source::installed);
  script.facts.is_script = true;
  CHECK(mentions(what(script), "is a script"));
}

TEST_CASE("a path of a record that is not there is suggested, and marked") {
  ExaminedIncident gone = program("/opt/gone");
  gone.facts.exists = gone.facts.is_program = false;
  const Suggestion suggestion = suggestion_of({gone});
  CHECK(policy_of(suggestion).binaries.size() == 1);
  CHECK(mentions(policy_text(suggestion, "x"), "it is not there now"));
}

TEST_CASE("what was granted since is no wish any more") {
  ExaminedIncident granted = program("/usr/bin/bwrap");
  granted.facts.granted_by = "runner";
  CHECK(mentions(what(granted), "has been granted by the policy 'runner'"));
}

TEST_CASE("a path is never invented") {
  CHECK(mentions(what(without_program(record_of("userns_child_ex"))), "may be the beginning of a longer name"));
  CHECK(mentions(what(without_program(record_of("brave"))), "the standard folders have no program 'brave'"));
  ExaminedIncident twice = without_program(record_of("tool"));
  twice.facts.homonyms = {"/usr/bin/tool", "/usr/local/bin/tool"};
  CHECK(mentions(what(twice), "cannot be told from /usr/bin/tool and /usr/local/bin/tool"));
}

TEST_CASE("each of the other meanings has its remark") {
  CHECK(mentions(what(without_program(record_of("(-gateway)"))), "ends in, '-gateway'"));
  CHECK(mentions(what(without_program(record_of("x", " namespace=\"root//c1\""))), "policy namespace 'root//c1'"));
  const auto denied = [](const std::string& fields) { return without_program("apparmor=\"DENIED\" pid=1 " + fields); };
  CHECK(mentions(what(denied(R"(operation="mount" profile="unprivileged_userns" comm="nsjail")")),
                 "was refused 'mount'"));
  CHECK(mentions(what(denied(R"(operation="userns_create" profile="cups" comm="x")")), "has a profile, 'cups'"));
  CHECK(mentions(what(denied(R"(operation="capable" profile="unpriv_bwrap" comm="node" capname="sys_admin")")),
                 "the capability 'sys_admin' inside of a sandbox"));
  CHECK(mentions(what(denied(R"(operation="userns_create" profile="unpriv_bwrap" comm="node")")),
                 "to make a user namespace inside of a sandbox"));
  CHECK(mentions(what(denied(R"(operation="change_onexec" info="converted to stacking" name="gw" comm="aa-exec")")),
                 "changed to the profile 'gw' by its name"));
  CHECK(mentions(what(denied(R"(operation="exec" info="conflicting profile attachments" name="/usr/bin/bwrap")")),
                 "several profiles claim '/usr/bin/bwrap'"));
}

TEST_CASE("what is refused inside of a namespace needs no words where its making has some") {
  const ExaminedIncident follow_up =
      without_program(R"(apparmor="DENIED" operation="capable" profile="unprivileged_userns" pid=8 comm="bwrap")");
  const Suggestion suggestion = suggestion_of({follow_up, program("/usr/bin/bwrap")});
  CHECK(suggestion.remarks.empty());
  CHECK(suggestion.entries.size() == 1);
}

TEST_CASE("the same remark for several incidents is made once, with the evidence of all") {
  const Suggestion suggestion = suggestion_of({program("/bin/sh"), program("/bin/sh"), program("/usr/bin/bwrap")});
  REQUIRE(suggestion.remarks.size() == 1);
  CHECK(suggestion.remarks[0].because.size() == 2);
  const std::string text = policy_text(suggestion, "x");
  CHECK(mentions(text, "\n# Not in this policy:\n# - '/bin/sh' is a shell"));
  CHECK(policy_of(suggestion).binaries.size() == 1);
}

TEST_CASE("lines to paste are comments, and right without their mark") {
  ExaminedIncident home = program("/home/u/bin/codex");
  home.facts.changeable = "/home/u";
  const Suggestion suggestion = suggestion_of({program("/usr/bin/bwrap"), home});
  CHECK(policy_of(suggestion).binaries.size() == 1);
  std::string pasted = "version: 1\nname: x\nbinaries:\n";
  for (const std::string& line : suggestion.remarks.at(0).pasted) pasted += "  " + line + "\n";
  CHECK(read_policy(pasted, "").policy.has_value());
}

TEST_CASE("how often something happened is told in words") {
  Incident incident = incident_in(record_of("x"));
  incident.count = 3;
  incident.first.seconds -= 86400;
  CHECK(how_often(incident) == "3 times from 2024-08-11 16:11:35 UTC to 2024-08-12 16:11:35 UTC");
  CHECK(how_often(incident_in(R"(apparmor="DENIED" operation="userns_create" profile="unconfined" comm="x")")) ==
        "once, without a date");
}

TEST_CASE("a link or a copy with the name of an interpreter gets no entry, nor does what a link leads to") {
  ExaminedIncident link = program("/usr/bin/python3.12");
  link.incident.last.execpath = "/usr/bin/tool";
  CHECK(mentions(what(link), "'/usr/bin/python3.12' is an interpreter"));
  ExaminedIncident alias = program("/opt/tool");
  alias.incident.last.execpath = "/usr/bin/sh";
  CHECK(mentions(what(alias), "'/usr/bin/sh' is a shell"));
  ExaminedIncident named = program("/opt/tool");
  named.incident.last.comm = "python3";
  CHECK(mentions(what(named), "'/opt/tool' runs as 'python3', which is an interpreter"));
}

TEST_CASE("a copy of a shell, and a script that runs its arguments, get no entry") {
  ExaminedIncident copy = program("/opt/tool");
  copy.facts.twin = "/usr/bin/bash";
  CHECK(mentions(what(copy), "'/opt/tool' is the same file as '/usr/bin/bash'"));
  copy.facts.twin = "/usr/bin/bwrap";  // which there is a template for
  const Suggestion suggestion = suggestion_of({copy});
  REQUIRE(suggestion.entries.size() == 1);
  CHECK(suggestion.entries.front().template_name == "bwrap");
  ExaminedIncident script = program("/opt/tool");
  script.facts.runs_arguments = true;
  CHECK(mentions(what(script), "is a script that runs its arguments"));
}

TEST_CASE("a record that anybody can have written is no ground for an entry, but is shown") {
  const Incident incident = incident_in(record_of("less", " execpath=\"/usr/bin/less\""), Author::anybody);
  ExaminedIncident unproved = program("/usr/bin/less");
  unproved.incident = incident;
  CHECK(mentions(what(unproved), "only a log that any user can write to says that '/usr/bin/less' was refused"));
  const Incident confined =
      incident_in(R"(apparmor="DENIED" operation="userns_create" profile="cups" comm="x")", Author::anybody);
  CHECK(mentions(what({confined, {}}), "; only a log that any user can write to says so"));
}

TEST_CASE("what comes after a record that is broken off leads to nothing but one remark") {
  ExaminedIncident first = program("/usr/bin/less");
  first.incident.author = Author::broken_record;
  ExaminedIncident second = program("/usr/bin/more");
  second.incident.author = Author::broken_record;
  const Suggestion suggestion = suggestion_of({first, second});
  CHECK(suggestion.entries.empty());
  REQUIRE(suggestion.remarks.size() == 1);
  CHECK(mentions(suggestion.remarks[0].what, "does not end on its line"));
  CHECK(suggestion.remarks[0].because.size() == 2);
}

TEST_CASE("a policy from a file says that the log was not the kernel's own") {
  ExaminedIncident examined = program("/usr/bin/bwrap");
  examined.incident.author = Author::named_file;
  const std::string text = policy_text(suggestion_of({examined}), "x.log");
  CHECK(mentions(text, "# The log was not read from the kernel itself: anybody who could write to that file"));
  CHECK(policy_text(suggestion_of({program("/usr/bin/bwrap")}), "x").find("not read from") == std::string::npos);
}

TEST_CASE("a program out of an AppImage is granted by the file itself") {
  const Remark remark = remark_on(program("/tmp/.mount_CursorAb12Cd/usr/share/cursor/cursor"));
  CHECK(mentions(remark.what, "the .AppImage file itself, whose name begins with 'Cursor', is the program to grant"));
  CHECK(remark.pasted == std::vector<std::string>{"- path: /opt/Cursor.AppImage", "  template: gateway"});
  CHECK(mentions(what(program("/home/u/tmp/.mount_ObsidiX1y2Z3/obsidian")), "whose name begins with 'Obsidi'"));
  CHECK(mentions(what(program("/run/user/1000/.mount_LM-StuX1y2Z3/lm")), "whose name begins with 'LM-Stu'"));
  CHECK(mentions(what(program("/tmp/appimage_extracted_0123/app")), "the .AppImage file itself is the program"));
  CHECK(mentions(what(program("/tmp/build/app")), "or is gone then"));
}

TEST_CASE("refusals alone say which record is missing, and how to get it") {
  const Remark remark = remark_on(without_program(
      R"(apparmor="DENIED" operation="capable" profile="unprivileged_userns" pid=8 comm="mytool" capname="sys_admin")"));
  CHECK(mentions(remark.what, "the record that names it is not in these logs"));
  CHECK(mentions(remark.instead, "apparmor=\"AUDIT\" operation=\"userns_create\""));
  CHECK(mentions(remark.instead, "journalctl --dmesg --grep userns_create"));
}

TEST_CASE("that the stub profile is missing is said first") {
  ExaminedIncident examined = program("/opt/app/app");
  examined.incident.last.info = "Userns create restricted - failed to find unprivileged_userns profile";
  const Suggestion suggestion = suggestion_of({program("/bin/sh"), examined});
  CHECK(suggestion.entries.size() == 1);
  REQUIRE(suggestion.remarks.size() == 2);
  CHECK(mentions(suggestion.remarks[0].what, "'unprivileged_userns' is not loaded"));
  CHECK(mentions(suggestion.remarks[0].instead, "systemctl reload apparmor"));
  examined.incident.author = Author::anybody;
  CHECK_FALSE(suggestion_of({examined}).remarks[0].what.find("is not loaded") != std::string::npos);
}

TEST_CASE("a profile that a program writes is changed by that program") {
  const auto refused = [](const std::string& profile) {
    return remark_on(without_program("apparmor=\"DENIED\" operation=\"userns_create\" profile=\"" + profile +
                                     "\" pid=1 comm=\"x\""));
  };
  for (const char* profile :
       {"snap.thunder.thunder", "docker-default", "lxc-container-default", "a//null-/usr/bin/x"}) {
    CAPTURE(profile);
    CHECK(mentions(refused(profile).what, "makes that profile"));
    CHECK(refused(profile).instead.find("/etc/apparmor.d") == std::string::npos);
  }
  CHECK(mentions(refused("a//&b").instead, "each profile of this stack"));
  CHECK(mentions(refused("/usr/bin/tool").instead, "add the rule 'userns,'"));
}

TEST_CASE("a mount that a container's profile refuses is no matter of user namespaces") {
  const Remark remark = remark_on(without_program(
      R"(apparmor="DENIED" operation="mount" profile="docker-default" comm="bwrap" flags="rw, rslave")"));
  CHECK(
      mentions(remark.what, "'bwrap' was refused 'mount' by the profile 'docker-default'; Docker makes that profile"));
}

TEST_CASE("complain mode does not cure a path that cannot be named") {
  const Remark remark = remark_on(
      without_program(R"(apparmor="ALLOWED" operation="open" info="Failed name lookup - disconnected path" error=-13 )"
                      R"(profile="viewer//null-/usr/bin/bwrap" name="proc/9233/uid_map" pid=9233 comm="bwrap")"));
  CHECK(mentions(remark.what, "'bwrap' was refused 'proc/9233/uid_map' although the profile"));
  CHECK(mentions(remark.instead, "the profile 'viewer'"));
  CHECK(mentions(remark.instead, "lost flags=(unconfined)"));
}

TEST_CASE("a thread's name that names no program is said to be none") {
  CHECK(mentions(what(without_program(record_of("3"))), "executed by its descriptor"));
  CHECK(mentions(what(without_program(record_of("exe"))), "starts itself anew"));
  CHECK(mentions(what(without_program(record_of("starter"))), "Apptainer"));
  CHECK(mentions(what(without_program(record_of("headless_shell"))), "Playwright"));
}

TEST_CASE("a script that has the thread's name gets the entry, and not its interpreter") {
  ExaminedIncident script = program("/usr/bin/mkosi", Source::script);
  script.incident.last.execpath = "/usr/bin/python3.12";
  const Suggestion suggestion = suggestion_of({script});
  REQUIRE(suggestion.entries.size() == 1);
  CHECK(suggestion.entries[0].paths == std::vector<std::string>{"/usr/bin/mkosi"});
  CHECK(mentions(policy_text(suggestion, "x"), "the path of the record is that of its interpreter"));
}

TEST_CASE("a guess that the record refutes is no answer") {
  ExaminedIncident refuted = without_program(record_of("rootlesskit"));
  refuted.facts.refuted = "/usr/bin/rootlesskit";
  CHECK(mentions(what(refuted), "another copy than '/usr/bin/rootlesskit' was refused"));
  ExaminedIncident found = program("/usr/local/lib/rk/rootlesskit", Source::elsewhere);
  found.facts.refuted = "/usr/bin/rootlesskit";
  CHECK(mentions(policy_text(suggestion_of({found}), "x"), "cannot mean /usr/bin/rootlesskit, which has a profile"));
}

namespace {

/// A program that whoever calls named: there is no record.
ExaminedIncident named(const std::string& path) {
  ExaminedIncident examined = program(path, Source::named);
  examined.incident = {};
  examined.incident.meaning = Meaning::needs_grant;
  examined.incident.author = Author::caller;
  examined.incident.last.execpath = path;
  return examined;
}

}  // namespace

TEST_CASE("a program that is named gets an entry with its reasons, and no evidence") {
  const Suggestion suggestion = named_after_program(suggestion_of({named("/usr/bin/bwrap")}));
  const Policy policy = policy_of(suggestion);
  CHECK(policy.name == "bwrap");
  CHECK(policy.binaries.at(0).template_name == "bwrap");
  CHECK(policy.binaries.at(0).if_missing == IfMissing::skip);
  const std::string text = policy_text(suggestion, "a word");
  mentions(text, "# the program that was named\n  # bwrap: it may build its sandboxes");
  CHECK(text.find("without a date") == std::string::npos);
  CHECK(text.find("anybody who could write to that file") == std::string::npos);
}

TEST_CASE("a program that is named is judged as that of a record") {
  mentions(what(named("/usr/bin/python3.12")), "an interpreter");
  mentions(what(named("/tmp/app")), "another path after its next start");
  ExaminedIncident others = named("/home/ann/app");
  others.facts.changeable = "/home/ann";
  mentions(what(others), "others than root can change '/home/ann'");
  ExaminedIncident script = named("/usr/bin/chromium");
  script.facts.is_script = true;
  mentions(what(script), "is a script");
  script.facts.homonyms = {"/usr/lib/chromium/chromium"};
  CHECK(suggestion_of({script}).remarks.front().instead ==
        "name the program that it starts; of that name there is /usr/lib/chromium/chromium");
  ExaminedIncident none = named("/opt/none");
  none.facts.exists = none.facts.is_program = false;
  CHECK(what(none) == "there is no '/opt/none'");
  none.facts.exists = true;
  CHECK(what(none) == "'/opt/none' is no program");
}

TEST_CASE("a policy is called after its program where that can be its name") {
  CHECK(named_after_program(suggestion_of({named("/opt/My_App")})).policy == "my-app");
  CHECK(named_after_program(suggestion_of({named("/opt/_x")})).policy == "suggested");
  CHECK(named_after_program(suggestion_of({named("/opt/a"), named("/opt/b")})).policy == "suggested");
}
