#include "core/log/log_author.h"

#include <doctest/doctest.h>

#include <string>

using namespace aug;

namespace {

const std::string fields =
    R"(apparmor="DENIED" operation="userns_create" profile="unconfined" pid=7 comm="x" execpath="/usr/bin/x")";
const std::string record = "audit(1723479095.677:169): " + fields;

}  // namespace

TEST_CASE("the kernel and auditd each put a record into one place of a line") {
  for (const char* before : {"audit: type=1400 ", "type=1400 ", "type=AVC msg=", "node=host type=AVC msg="}) {
    CAPTURE(before);
    CHECK(is_in_kernels_place(before + record));
  }
  CHECK(is_in_kernels_place("AVC " + fields));
}

TEST_CASE("so does the record of a system call") {
  CHECK(is_in_kernels_place("type=SYSCALL msg=audit(1.2:3): arch=c000003e exe=\"/x\""));
  CHECK(is_in_kernels_place("node=host type=SYSCALL msg=audit(1.2:3): arch=c000003e exe=\"/x\""));
  CHECK_FALSE(is_in_kernels_place("usb 1-1: type=SYSCALL msg=audit(1.2:3): exe=\"/x\""));
  CHECK_FALSE(is_in_kernels_place("type=SYSCALL msg=other"));
}

TEST_CASE("a record in a message about something else is not in the kernel's place") {
  for (const char* before : {"BTRFS: device label audit: type=1400 ", "type=USER_AVC msg=audit(1.2:3): pid=1 msg='", "",
                             " audit: type=1400 ", "type=AVC msg=audit(1.2:3): apparmor ", "kernel: audit: type=1400 ",
                             "USER_AVC ", "node="}) {
    CAPTURE(before);
    CHECK_FALSE(is_in_kernels_place(before + record));
  }
  CHECK_FALSE(is_in_kernels_place("audit: type=1400 audit(1.2:3)x: " + fields));
  CHECK_FALSE(is_in_kernels_place(""));
}

TEST_CASE("a line of the kernel's log that is not the kernel's own could be anybody's") {
  AuthorOfLines authors(Author::kernel);
  CHECK(authors.of("audit: type=1400 " + record) == Author::kernel);
  CHECK(authors.of("usb 1-1: " + record) == Author::anybody);
  CHECK(authors.of("audit: type=1400 " + record) == Author::kernel);
}

TEST_CASE("a record is broken off where one of its quotes does not end") {
  CHECK_FALSE(is_broken_off(record));
  CHECK_FALSE(is_broken_off("no record, but a \"quote"));
  CHECK(is_broken_off(record.substr(0, record.size() - 1)));
  CHECK(is_broken_off(record + " name=\""));
  CHECK(is_broken_off("apparmor=\"DENIED"));
}

TEST_CASE("in a file, nothing after a record that is broken off is anybody's word but that of who named the folder") {
  AuthorOfLines authors(Author::named_file);
  CHECK(authors.of("[    9.1] audit: type=1400 " + record) == Author::named_file);
  CHECK(authors.of("[   10.1] audit: type=1400 audit(1723479095.677:170): apparmor=\"DENIED\" execpath=\"/tmp/a") ==
        Author::broken_record);
  CHECK(authors.of("[   11.1] audit: type=1400 " + record) == Author::broken_record);
  CHECK(authors.of("[99999.1] audit: type=1400 " + record) == Author::broken_record);
}

TEST_CASE("a record that stands deeper than one before it is the rest of a message, as dmesg writes that") {
  AuthorOfLines authors(Author::named_file);
  CHECK(authors.of("[    9.1] audit: type=1400 " + record) == Author::named_file);
  CHECK(authors.of("          audit: type=1400 " + record) == Author::broken_record);
  CHECK(authors.of("[   11.1] audit: type=1400 " + record) == Author::broken_record);
}

TEST_CASE("records of a text that is indented as a whole are as good as others") {
  AuthorOfLines authors(Author::named_file);
  CHECK(authors.of("Hello,") == Author::named_file);
  CHECK(authors.of("    [    9.1] audit: type=1400 " + record) == Author::named_file);
  CHECK(authors.of("    [   10.1] audit: type=1400 " + record) == Author::named_file);
  CHECK(authors.of("[   11.1] audit: type=1400 " + record) == Author::named_file);
}
