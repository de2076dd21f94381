#include "core/log/audit_record.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

using namespace aug;

namespace {

/// One line each of the logs of people who ran into it, from 2016 to 2026.
std::vector<std::string> sample_lines() {
  std::ifstream file(AUG_TESTS_DIR "/unit/core/log/audit_samples.log");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  REQUIRE(lines.size() == 12);
  return lines;
}

AuditRecord record_of(std::string_view line) {
  const LogLine read = read_log_line(line);
  REQUIRE(std::holds_alternative<AuditRecord>(read));
  return std::get<AuditRecord>(read);
}

AuditRecord sample(std::size_t number) {
  return record_of(sample_lines().at(number - 1));
}

/// What all userns_create records of an unconfined program share.
AuditRecord userns_create(Verdict verdict, std::int64_t seconds, int milliseconds, std::uint64_t serial) {
  AuditRecord record;
  record.verdict = verdict;
  record.seconds = seconds;
  record.milliseconds = milliseconds;
  record.serial = serial;
  record.operation = "userns_create";
  record.class_name = "namespace";
  record.profile = "unconfined";
  record.requested = "userns_create";
  if (verdict == Verdict::denied) record.denied = "userns_create";
  return record;
}

bool is_nothing(std::string_view line) {
  return std::holds_alternative<std::monostate>(read_log_line(line));
}

std::string only_value(const std::string& field) {
  return record_of("apparmor=\"DENIED\" " + field).name;
}

}  // namespace

TEST_CASE("sample 1: syslog of a kernel that denies the namespace itself") {
  AuditRecord wanted = userns_create(Verdict::denied, 1688277204, 763, 272);
  wanted.info = "User namespace creation restricted";
  wanted.error = -13;
  wanted.pid = 9138;
  wanted.comm = "brave";
  CHECK(sample(1) == wanted);
}

TEST_CASE("sample 2: a confined program, with its name cut to 15 bytes") {
  AuditRecord wanted = userns_create(Verdict::denied, 1666891380, 570, 78);
  wanted.profile = "/usr/bin/userns_child_exec";
  wanted.pid = 1785;
  wanted.comm = "userns_child_ex";
  CHECK(sample(2) == wanted);
}

TEST_CASE("sample 3: the transition, with the path of the program") {
  AuditRecord wanted = userns_create(Verdict::audited, 1720613712, 153, 168);
  wanted.info = "Userns create - transitioning profile";
  wanted.pid = 5630;
  wanted.comm = "unshare";
  wanted.target = "unprivileged_userns";
  wanted.execpath = "/usr/bin/unshare";
  CHECK(sample(3) == wanted);
}

TEST_CASE("sample 4: the profile for the transition is missing") {
  AuditRecord wanted = userns_create(Verdict::denied, 1752065668, 819, 208);
  wanted.info = "Userns create restricted - failed to find unprivileged_userns profile";
  wanted.error = -13;
  wanted.pid = 12124;
  wanted.comm = "unshare";
  wanted.target = "unprivileged_userns";
  CHECK(sample(4) == wanted);
}

TEST_CASE("sample 5: the transition, without the path, under a Spanish date") {
  AuditRecord wanted = userns_create(Verdict::audited, 1723479095, 677, 169);
  wanted.info = "Userns create - transitioning profile";
  wanted.pid = 2710574;
  wanted.comm = "bwrap";
  wanted.target = "unprivileged_userns";
  CHECK(sample(5) == wanted);
}

TEST_CASE("sample 6: a capability, behind two spaces") {
  AuditRecord wanted;
  wanted.verdict = Verdict::denied;
  wanted.seconds = 1723479095;
  wanted.milliseconds = 678;
  wanted.serial = 170;
  wanted.operation = "capable";
  wanted.class_name = "cap";
  wanted.profile = "unprivileged_userns";
  wanted.pid = 2710577;
  wanted.comm = "bwrap";
  wanted.capability = "setpcap";
  CHECK(sample(6) == wanted);
}

TEST_CASE("sample 7: a record without prefix and end") {
  AuditRecord wanted;
  wanted.verdict = Verdict::denied;
  wanted.seconds = 1723479095;
  wanted.milliseconds = 678;
  wanted.serial = 171;
  wanted.operation = "open";
  wanted.class_name = "file";
  wanted.info = "Failed name lookup - disconnected path";
  wanted.error = -13;
  wanted.profile = "unprivileged_userns";
  wanted.name = "proc/2710577/uid_map";
  wanted.pid = 2710577;
  wanted.comm = "bwrap";
  wanted.requested = "wr";
  wanted.denied = "wr";
  CHECK(sample(7) == wanted);
}

TEST_CASE("sample 8: a mount, whose flags have a space") {
  AuditRecord wanted;
  wanted.verdict = Verdict::denied;
  wanted.seconds = 1722708589;
  wanted.milliseconds = 57;
  wanted.serial = 470;
  wanted.operation = "mount";
  wanted.class_name = "mount";
  wanted.info = "failed mntpnt match";
  wanted.error = -13;
  wanted.profile = "unprivileged_userns";
  wanted.name = "/";
  wanted.pid = 2054704;
  wanted.comm = "nsjail";
  wanted.flags = "rw, rprivate";
  CHECK(sample(8) == wanted);
}

TEST_CASE("sample 9: a capability inside the sandbox of bwrap") {
  AuditRecord wanted;
  wanted.verdict = Verdict::denied;
  wanted.seconds = 1752661047;
  wanted.milliseconds = 170;
  wanted.serial = 350;
  wanted.operation = "capable";
  wanted.class_name = "cap";
  wanted.profile = "unpriv_bwrap";
  wanted.pid = 1412550;
  wanted.comm = "node";
  wanted.capability = "sys_admin";
  CHECK(sample(9) == wanted);
}

TEST_CASE("sample 10: auditd's form of a change of profile that became a stack") {
  AuditRecord wanted;
  wanted.verdict = Verdict::audited;
  wanted.seconds = 1776888566;
  wanted.milliseconds = 176;
  wanted.serial = 616;
  wanted.operation = "change_onexec";
  wanted.class_name = "file";
  wanted.info = "change_profile unprivileged unconfined converted to stacking";
  wanted.profile = "unconfined";
  wanted.name = "lsb_release";
  wanted.pid = 5443;
  wanted.comm = "aa-exec";
  CHECK(sample(10) == wanted);
}

TEST_CASE("sample 11: a record from a container, of a kernel without classes") {
  AuditRecord wanted;
  wanted.verdict = Verdict::denied;
  wanted.seconds = 1481284511;
  wanted.milliseconds = 494;
  wanted.serial = 2807;
  wanted.operation = "change_onexec";
  wanted.info = "no new privs";
  wanted.error = -1;
  wanted.policy_namespace = "root//lxd-tor_<var-lib-lxd>";
  wanted.profile = "unconfined";
  wanted.name = "system_tor";
  wanted.pid = 18593;
  wanted.comm = "(tor)";
  wanted.target = "system_tor";
  CHECK(sample(11) == wanted);
}

TEST_CASE("sample 12: a mark of lost records") {
  CHECK(std::get<LostRecords>(read_log_line(sample_lines().at(11))) == LostRecords{16});
}

TEST_CASE("whatever a log puts in front, the record is the same") {
  const std::string fields =
      R"(apparmor="DENIED" operation="capable" profile="x" pid=7 comm="y" capability=21  capname="sys_admin")";
  const std::string record = "audit(1723479095.678:170): " + fields;
  const AuditRecord wanted = record_of(record);
  CHECK(wanted.serial == 170);
  CHECK(wanted.capability == "sys_admin");
  for (const char* prefix :
       {"type=AVC msg=", "type=1400 ", "[    1.234567] audit: type=1400 ", "4,1234,5678901,-;audit: type=1400 ",
        "Aug 12 11:58:15 host kernel: [ 1.2] audit: type=1400 ", "août 12 11:58:15 hôte kernel: audit: type=1400 ",
        "8月 12 11:58:15 host kernel: audit: type=1400 ",
        "2024-08-12T11:58:15.678+02:00 host kernel: audit: type=1400 ", "<5>audit: type=1400 ", "\xff\xfe\x01", ""}) {
    CAPTURE(prefix);
    CHECK(record_of(prefix + record) == wanted);
    CHECK(record_of(prefix + record + "\r\n") == wanted);
    CHECK(record_in(prefix + record + "\n") == record);
  }
  CHECK(record_of("type=AVC msg=" + record +
                  "\x1d"
                  "ARCH=x86_64 UID=\"root\" comm=\"z\"") == wanted);
  AuditRecord without_stamp = wanted;
  without_stamp.seconds = without_stamp.milliseconds = 0;
  without_stamp.serial = 0;
  CHECK(record_of("Aug 12 11:58:15 host audit[7]: AVC " + fields) == without_stamp);
  CHECK(record_of("type=USER_AVC msg='" + fields + " exe=\"/usr/bin/dbus-daemon\"'") == without_stamp);
  CHECK(record_in("host audit[7]: AVC " + fields) == fields);
}

TEST_CASE("a string of odd bytes comes as hex without quotes") {
  CHECK(only_value("name=2F6F70742F61206222") == "/opt/a b\"");
  CHECK(only_value("name=2f6f70742fc3bc") == "/opt/ü");
  CHECK(only_value("name=\"2F6F\"") == "2F6F");
  CHECK(only_value("name=2F6") == "2F6");
  CHECK(only_value("name=2G6F") == "2G6F");
  CHECK(only_value("name=") == "");
  CHECK(only_value("name=00") == std::string(1, '\0'));
  const AuditRecord record =
      record_of("apparmor=\"DENIED\" comm=4D6F6E676F4442 execpath=2F6F70742F6120 target=622063 profile=6120");
  CHECK(record.comm == "MongoDB");
  CHECK(record.execpath == "/opt/a ");
  CHECK(record.target == "b c");
  CHECK(record.profile == "a ");
}

TEST_CASE("a stack of profiles comes as a label") {
  CHECK(record_of("apparmor=\"DENIED\" operation=\"capable\" label=\"bwrap//&unpriv_bwrap\" pid=1").profile ==
        "bwrap//&unpriv_bwrap");
}

TEST_CASE("of a field that comes twice, the first counts") {
  CHECK(only_value("name=\"a\" name=\"b\"") == "a");
}

TEST_CASE("what the kernel did is told from its word") {
  CHECK(record_of("apparmor=\"DENIED\"").verdict == Verdict::denied);
  CHECK(record_of("apparmor=\"AUDIT\"").verdict == Verdict::audited);
  CHECK(record_of("apparmor=\"ALLOWED\"").verdict == Verdict::allowed);
  CHECK(record_of("apparmor=\"STATUS\" operation=\"profile_replace\"").verdict == Verdict::status);
  CHECK(record_of("apparmor=\"KILLED\"").verdict == Verdict::denied);
  CHECK(record_of("apparmor=DENIED").verdict == Verdict::denied);
}

TEST_CASE("a stamp that cannot be is none") {
  for (const char* stamp : {"audit(): ", "audit(1.2): ", "audit(x.1:2): ", "audit(-5.100:2): ", "audit(1:2.3): ",
                            "audit(", "audit(99999999999999999999.100:2): ", "audit(253402300800.000:2): "}) {
    CAPTURE(stamp);
    CHECK_FALSE(record_of(std::string(stamp) + " apparmor=\"DENIED\" pid=1").has_stamp());
  }
  CHECK(record_of("audit(253402300799.000:2): apparmor=\"DENIED\"").has_stamp());
}

TEST_CASE("numbers that are too large are no numbers") {
  const AuditRecord record = record_of("apparmor=\"DENIED\" pid=99999999999 error=99999999999");
  CHECK(record.pid == 0);
  CHECK(record.error == 0);
  CHECK(record_of("apparmor=\"DENIED\" pid=-1").pid == 0);
}

TEST_CASE("a text that is cut anywhere is read as far as it goes") {
  const std::string line = sample_lines().at(2);
  for (std::size_t length = 0; length < line.size(); ++length) {
    const LogLine read = read_log_line(std::string_view(line).substr(0, length));
    const std::size_t begin = line.find("apparmor=");
    CHECK(std::holds_alternative<AuditRecord>(read) == (length >= begin + 9));
  }
  CHECK(only_value("name=\"/opt/wi") == "/opt/wi");
}

TEST_CASE("other lines say nothing") {
  for (const char* line :
       {"", "audit: type=1404 audit(1.0:1): enforcing=1", "my apparmor is fine", "notapparmor=\"DENIED\"",
        "net_ratelimit: 12 callbacks suppressed", "audit_lost=0", "Missed 2 trains"}) {
    CAPTURE(line);
    CHECK(is_nothing(line));
  }
}

TEST_CASE("each mark of lost records is seen") {
  const auto lost = [](std::string_view line) { return std::get<LostRecords>(read_log_line(line)).count; };
  CHECK(lost("[  500.0] kauditd_printk_skb: 16 callbacks suppressed") == 16);
  CHECK(lost("audit_printk_skb: 5 callbacks suppressed") == 5);
  CHECK(lost("audit: audit_lost=12 audit_rate_limit=0 audit_backlog_limit=64") == 12);
  CHECK(lost("audit: rate limit exceeded") == 0);
  CHECK(lost("audit: backlog limit exceeded") == 0);
  CHECK(lost("Nov 22 10:00:00 host systemd-journald[1]: Missed 33 kernel messages") == 33);
  CHECK(lost("kauditd_printk_skb:  callbacks suppressed") == 0);
}

TEST_CASE("what is behind the longest line is not read") {
  const std::string padding(longest_log_line, ' ');
  CHECK(is_nothing(padding + "apparmor=\"DENIED\""));
  CHECK(record_of("apparmor=\"DENIED\"" + padding + "pid=5").pid == 0);
}

TEST_CASE("a record has its time in words") {
  CHECK(time_of(sample(5)) == "2024-08-12 16:11:35 UTC");
  CHECK(time_of(sample(1)) == "2023-07-02 05:53:24 UTC");
  CHECK(time_of(record_of("audit(253402300799.000:2): apparmor=\"DENIED\"")) == "9999-12-31 23:59:59 UTC");
  CHECK(time_of(AuditRecord{}) == "");
}

TEST_CASE("fields that a name at the end brings with it change nothing") {
  const auto record = std::get<AuditRecord>(read_log_line(
      R"(apparmor="DENIED" pid=7 error=-13 comm="x" execpath="/tmp/a" apparmor="STATUS" pid=1 error=-1 comm="y")"));
  CHECK(record.verdict == Verdict::denied);
  CHECK(record.pid == 7);
  CHECK(record.error == -13);
  CHECK(record.comm == "x");
}
