#include "core/log/audit_digest.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>

using namespace aug;

namespace {

const std::string transition =
    R"(apparmor="AUDIT" operation="userns_create" class="namespace" info="Userns create - transitioning profile" profile="unconfined" pid=7 comm="bwrap" requested="userns_create" target="unprivileged_userns")";

std::string stamped(int second, int serial, const std::string& fields) {
  return fmt::format("audit(17234790{:02}.677:{}): {}", second, serial, fields);
}

Meaning meaning_in(std::string_view fields) {
  return meaning_of(std::get<AuditRecord>(read_log_line(fields)));
}

std::deque<Incident> incidents_in(const std::vector<std::string>& lines) {
  AuditDigest digest;
  for (const std::string& line : lines) digest.take(line, Author::kernel);
  return digest.incidents();
}

}  // namespace

TEST_CASE("a program without a profile that makes a namespace needs a grant") {
  CHECK(meaning_in(transition) == Meaning::needs_grant);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="userns_create" profile="unconfined" comm="brave")") ==
        Meaning::needs_grant);
}

TEST_CASE("systemd before it executes a program is told from the program") {
  CHECK(meaning_in(R"x(apparmor="AUDIT" operation="userns_create" profile="unconfined" comm="(-gateway)")x") ==
        Meaning::unit_sandbox);
  CHECK(meaning_in(R"(apparmor="AUDIT" operation="userns_create" profile="unconfined" comm="x" )"
                   R"(execpath="/usr/lib/systemd/systemd-executor")") == Meaning::unit_sandbox);
  CHECK(meaning_in(R"(apparmor="AUDIT" operation="userns_create" profile="unconfined" comm="(half")") ==
        Meaning::needs_grant);
  for (const char* other : {"/usr/bin/perl", "/opt/systemd-executor", "/home/u/usr/lib/systemd/systemd"}) {
    CHECK(
        meaning_in(R"x(apparmor="AUDIT" operation="userns_create" profile="unconfined" comm="(postgres)" execpath=")x" +
                   std::string(other) + "\"") == Meaning::needs_grant);
  }
}

TEST_CASE("a program with a profile needs a rule, not a second profile") {
  CHECK(meaning_in(R"(apparmor="DENIED" operation="userns_create" profile="/usr/bin/x" comm="x")") ==
        Meaning::confined);
  CHECK(meaning_in(R"(apparmor="AUDIT" operation="userns_create" profile="/usr/bin/x" comm="x")") ==
        Meaning::unrelated);
}

TEST_CASE("what a sandbox refuses is no wish for a profile") {
  CHECK(meaning_in(R"(apparmor="DENIED" operation="capable" profile="unpriv_bwrap" comm="node")") == Meaning::nested);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="capable" label="bwrap//&unpriv_bwrap" comm="node")") ==
        Meaning::nested);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="userns_create" profile="unpriv_app" comm="node")") ==
        Meaning::nested);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="open" profile="unpriv_bwrap" comm="node")") == Meaning::unrelated);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="capable" profile="my_unpriv_bwrap" comm="node")") ==
        Meaning::unrelated);
}

TEST_CASE("whatever the stub refuses follows from a namespace without a grant") {
  for (const char* operation : {"capable", "mount", "open"}) {
    CHECK(meaning_in(fmt::format(R"(apparmor="DENIED" operation="{}" profile="unprivileged_userns")", operation)) ==
          Meaning::follow_up);
  }
  CHECK(meaning_in(R"(apparmor="DENIED" operation="capable" label="gateway//&unprivileged_userns")") ==
        Meaning::follow_up);
}

TEST_CASE("containers, stacks and ties are told apart") {
  CHECK(meaning_in(R"(apparmor="DENIED" operation="userns_create" namespace="root//incus-c1" profile="unconfined")") ==
        Meaning::in_container);
  CHECK(meaning_in(R"(apparmor="AUDIT" operation="change_onexec" profile="unconfined" )"
                   R"(info="change_profile unprivileged unconfined converted to stacking")") == Meaning::stacked);
  CHECK(
      meaning_in(R"(apparmor="AUDIT" operation="exec" info="conflicting profile attachments" name="/usr/bin/bwrap")") ==
      Meaning::tie);
}

TEST_CASE("what was allowed, and what is about other things, means nothing") {
  CHECK(meaning_in(R"(apparmor="ALLOWED" operation="userns_create" profile="unconfined")") == Meaning::unrelated);
  CHECK(meaning_in(R"(apparmor="STATUS" operation="profile_load" profile="unconfined")") == Meaning::unrelated);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="open" profile="cups")") == Meaning::unrelated);
  CHECK(meaning_in(R"(apparmor="AUDIT" operation="open" profile="unprivileged_userns")") == Meaning::unrelated);
}

TEST_CASE("a path that cannot be named is refused in complain mode, too") {
  const std::string open =
      R"(apparmor="ALLOWED" operation="open" class="file" info="Failed name lookup - {}" error={} )"
      R"(profile="viewer//null-/usr/bin/bwrap" name="proc/1/uid_map" comm="bwrap")";
  CHECK(meaning_in(fmt::format(fmt::runtime(open), "disconnected path", -13)) == Meaning::disconnected);
  CHECK(meaning_in(fmt::format(fmt::runtime(open), "deleted entry", -2)) == Meaning::disconnected);
  CHECK(meaning_in(fmt::format(fmt::runtime(open), "name too long", -36)) == Meaning::disconnected);
  CHECK(meaning_in(R"(apparmor="ALLOWED" operation="mount" info="failed mntpnt match" error=-13 profile="viewer")") ==
        Meaning::unrelated);
  CHECK(meaning_in(R"(apparmor="ALLOWED" operation="open" profile="viewer" name="/x")") == Meaning::unrelated);
}

TEST_CASE("what a container's profile refuses a sandbox is the container's") {
  CHECK(meaning_in(R"(apparmor="DENIED" operation="mount" profile="docker-default" comm="bwrap" flags="rw, rslave")") ==
        Meaning::confined);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="pivotroot" profile="containers-default-0.57.4" comm="bwrap")") ==
        Meaning::confined);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="mount" profile="lxc-container-default-cgns" comm="bwrap")") ==
        Meaning::confined);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="mount" profile="/usr/bin/tool" comm="tool")") == Meaning::unrelated);
  CHECK(meaning_in(R"(apparmor="DENIED" operation="open" profile="docker-default" comm="bwrap")") ==
        Meaning::unrelated);
}

TEST_CASE("a record without a profile is read where it says whereto the process went") {
  CHECK(meaning_in(R"(apparmor="AUDIT" operation="userns_create" comm="x" target="unprivileged_userns")") ==
        Meaning::needs_grant);
}

TEST_CASE("lines that look like records and cannot be read are counted") {
  AuditDigest digest;
  for (const char* line : {R"(audit(1.2:3): apparmor="GONE" operation="userns_create" profile="unconfined" comm="x")",
                           R"(audit(1.2:4): apparmor="DENIED" operation="userns_create" comm="x")",
                           R"(audit(1.2:5): apparmor="AUDIT" operati)", "apparmor: DENIED, operation: userns_create"}) {
    digest.take(line, Author::named_file);
  }
  CHECK(digest.unread() == 4);
  CHECK(digest.first_unread().starts_with("audit(1.2:3)"));
  CHECK(digest.records() == 0);
}

TEST_CASE("what is about AppArmor and no record is none, and the kernel's other words are read") {
  AuditDigest digest;
  for (const char* line :
       {"Command line: quiet apparmor=1 security=apparmor", "apparmor_parser: operation not permitted",
        "AppArmor: AppArmor initialized", R"(apparmor="STATUS" operation="profile_load")",
        R"(apparmor="HINT" operation="open" profile="x")", R"(apparmor="ERROR" operation="profile_replace")"}) {
    digest.take(line, Author::named_file);
  }
  CHECK(digest.unread() == 0);
  CHECK(digest.records() == 2);
  CHECK(digest.incidents().empty());
  CHECK(meaning_in(R"(apparmor="KILLED" operation="userns_create" profile="unconfined")") == Meaning::needs_grant);
}

TEST_CASE("what this program tries itself means nothing") {
  CHECK(meaning_in(
            R"(apparmor="DENIED" operation="capable" profile="unpriv_bwrap" comm="chroot" capname="sys_chroot")") ==
        Meaning::unrelated);
  CHECK(
      meaning_in(R"(apparmor="DENIED" operation="capable" profile="unpriv_bwrap" comm="chroot" capname="sys_admin")") ==
      Meaning::nested);
  CHECK(meaning_in("apparmor=\"AUDIT\" operation=\"userns_create\" profile=\"unconfined\" comm=\"aa-userns-gen\"") ==
        Meaning::unrelated);
}

TEST_CASE("records of one program are one incident, with its first and its last time") {
  const auto incidents =
      incidents_in({stamped(50, 3, transition), stamped(10, 1, transition), stamped(30, 2, transition)});
  REQUIRE(incidents.size() == 1);
  CHECK(incidents[0].count == 3);
  CHECK(incidents[0].first.serial == 1);
  CHECK(incidents[0].last.serial == 3);
  CHECK(incidents[0].text == stamped(50, 3, transition));
}

TEST_CASE("one record in several logs counts once") {
  AuditDigest digest;
  for (const char* prefix : {"[  1.5] audit: type=1400 ", "type=AVC msg=", "Aug 12 host kernel: audit: type=1400 "}) {
    digest.take(prefix + stamped(10, 1, transition), Author::kernel);
  }
  digest.take("Aug 12 host audit[7]: AVC " + transition, Author::kernel);
  CHECK(digest.records() == 1);
  CHECK(digest.incidents().at(0).count == 1);
  digest.take(stamped(10, 2, transition), Author::kernel);
  CHECK(digest.incidents().at(0).count == 2);
}

TEST_CASE("a record without a stamp counts once, whether it comes first or last") {
  CHECK(incidents_in({"AVC " + transition, stamped(10, 1, transition)}).at(0).count == 1);
  CHECK(incidents_in({stamped(10, 1, transition), "AVC " + transition}).at(0).count == 1);
  const auto unstamped_first =
      incidents_in({"AVC " + transition, stamped(10, 1, transition), stamped(20, 2, transition)});
  CHECK(unstamped_first.at(0).count == 2);
  CHECK(unstamped_first.at(0).first.serial == 2);
}

TEST_CASE("programs are told apart by their path, and by their name where there is none") {
  const auto with = [](const std::string& comm, const std::string& path) {
    return fmt::format(R"(apparmor="AUDIT" operation="userns_create" profile="unconfined" pid={} comm="{}" {})",
                       comm.size(), comm, path.empty() ? "" : "execpath=\"" + path + "\"");
  };
  CHECK(incidents_in({with("chrome", "/opt/c"), with("ThreadPool", "/opt/c")}).size() == 1);
  CHECK(incidents_in({with("chrome", "/opt/c"), with("chrome", "/opt/d")}).size() == 2);
  CHECK(incidents_in({with("a", ""), with("ab", "")}).size() == 2);
}

TEST_CASE("evidence cannot write to a terminal or end a comment") {
  const auto incidents = incidents_in({"audit(1723479095.677:169): " + transition + " name=\"\x1b[2J\r\x85\""});
  CHECK(incidents.at(0).text.ends_with("name=\"\\x1b[2J\\x0d\\x85\""));
  CHECK(incidents_in({transition + std::string(5000, 'x')}).at(0).text.size() == 603);
}

TEST_CASE("lost records and records of too many programs are counted") {
  AuditDigest digest;
  digest.take("kauditd_printk_skb: 16 callbacks suppressed", Author::kernel);
  digest.take("audit: rate limit exceeded", Author::kernel);
  digest.take("apparmor=\"STATUS\" operation=\"profile_load\"", Author::kernel);
  CHECK(digest.lost_marks() == 2);
  CHECK(digest.records() == 0);
  for (int number = 0; number < 600; ++number) {
    digest.take(fmt::format(R"(apparmor="DENIED" operation="userns_create" profile="unconfined" comm="c{}")", number),
                Author::kernel);
  }
  CHECK(digest.incidents().size() == 500);
  CHECK(digest.left_out() == 100);
}

TEST_CASE("of too many programs the newest are kept, and what only the kernel can have written") {
  AuditDigest digest;
  const auto take = [&](int time, std::string_view name, Author author) {
    digest.take(fmt::format(R"(audit(17234{:05}.677:{}): apparmor="DENIED" operation="userns_create" )"
                            R"(profile="unconfined" comm="{}")",
                            time, time, name),
                author);
  };
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(digest.incidents(), [&](const Incident& each) { return each.last.comm == name; });
  };
  for (int number = 100; number < 600; ++number) take(number, fmt::format("c{}", number), Author::kernel);
  take(700, "anybody", Author::anybody);
  CHECK_FALSE(has("anybody"));
  take(50, "older", Author::kernel);
  CHECK_FALSE(has("older"));
  CHECK(digest.left_out() == 2);
  take(100, "again", Author::kernel);  // by its stamp, it has come
  take(800, "newer", Author::kernel);
  CHECK(has("newer"));
  CHECK_FALSE(has("c100"));
  CHECK(has("c101"));
  CHECK(digest.incidents().size() == 500);
  CHECK(digest.left_out() == 3);
}

TEST_CASE("a record that the kernel wrote is proved, and counts once, whatever else has it") {
  AuditDigest digest;
  digest.take(stamped(10, 1, transition), Author::kernel);
  digest.take(stamped(10, 1, transition), Author::anybody);
  digest.take("AVC " + transition, Author::anybody);
  CHECK(digest.records() == 1);
  CHECK(digest.incidents().at(0).is_proved());
}

TEST_CASE("what anybody wrote is an incident of its own, and takes nothing from one that is proved") {
  AuditDigest digest;
  digest.take(stamped(10, 1, transition), Author::anybody);
  digest.take(stamped(10, 1, transition), Author::kernel);
  digest.take(stamped(20, 2, transition), Author::anybody);
  REQUIRE(digest.incidents().size() == 2);
  CHECK_FALSE(digest.incidents()[0].is_proved());
  CHECK(digest.incidents()[1].is_proved());
  CHECK(digest.incidents()[1].last.serial == 1);
}

namespace {

const std::string call_fields =
    R"(arch=c000003e syscall=272 success=yes exit=0 pid=7 uid=1000 comm="bwrap" exe="/opt/x/bwrap" key=(null))";

std::string avc(int serial) {
  return "type=AVC msg=" + stamped(10, serial, transition);
}
std::string call(int serial) {
  return "type=SYSCALL msg=" + stamped(10, serial, call_fields);
}

}  // namespace

TEST_CASE("the path of a program is that of its system call, be that before the record or behind it") {
  const std::vector<std::vector<std::string>> logs = {
      {avc(1), call(1)},
      {call(1), avc(1)},
      {avc(1), "type=PROCTITLE msg=" + stamped(10, 1, "proctitle=\"x\""), call(1)},
      {"node=host " + avc(1), "node=host " + call(1)},
      {"audit: type=1400 " + stamped(10, 1, transition), "audit: type=1300 " + stamped(10, 1, call_fields)},
      {"AVC " + transition, avc(1), call(1)}};
  for (const auto& log : logs) {
    CAPTURE(log.front());
    const auto incidents = incidents_in(log);
    REQUIRE(incidents.size() == 1);
    CHECK(incidents[0].last.execpath == "/opt/x/bwrap");
    CHECK(incidents[0].count == 1);
    CHECK(incidents[0].text.find("exe=\"/opt/x/bwrap\"") != std::string::npos);
  }
}

TEST_CASE("as ausearch interprets records, they are joined as well") {
  const auto incidents = incidents_in(
      {R"x(type=SYSCALL msg=audit(09/09/2025 06:40:00.100:500) : arch=x86_64 syscall=unshare comm=bwrap exe=/opt/x/bwrap)x",
       R"x(type=AVC msg=audit(09/09/2025 06:40:00.100:500) : apparmor=AUDIT operation=userns_create profile=unconfined )x"
       R"x(pid=7 comm=bwrap target=unprivileged_userns)x"});
  REQUIRE(incidents.size() == 1);
  CHECK(incidents[0].last.execpath == "/opt/x/bwrap");
}

TEST_CASE("a system call of another event, and one that somebody else wrote, tells nothing") {
  CHECK(incidents_in({avc(1), call(2)}).at(0).last.execpath.empty());
  AuditDigest digest;
  digest.take(avc(1), Author::kernel);
  digest.take(call(1), Author::anybody);
  CHECK(digest.incidents().at(0).last.execpath.empty());
}

TEST_CASE("two programs of one name are two incidents by their system calls") {
  std::string other = call(2);
  other.replace(other.find("/opt/x"), 6, "/opt/y");
  CHECK(incidents_in({avc(1), call(1), avc(2), other}).size() == 2);
}
