#include "core/change/step_flaw.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace aug;

TEST_CASE("each kind of file that this program places is possible, as is taking it away") {
  for (const std::string path :
       {"/etc/apparmor.d/aa-userns-gen.bwrap", "/etc/apparmor.d/local/theirs", "/etc/sysctl.d/zzzz-aa-userns-gen.conf",
        "/etc/systemd/user/x@.service.d/zz-aa-userns-gen.conf", "/etc/systemd/system/x.service.d/zz-aa-userns-gen.conf",
        "/var/lib/aa-userns-gen/edited/bwrap.20261126T000000Z"}) {
    CAPTURE(path);
    CHECK(flaw_in(PlaceFile{path, {"text"}}).empty());
    CHECK(flaw_in(RemoveFile{path}).empty());
  }
  for (const std::string path : {"/etc/apparmor.d/disable/bwrap", "/etc/apparmor.d/force-complain/aa-userns-gen.x"}) {
    CHECK(flaw_in(PlaceFile{path, {"/etc/apparmor.d/bwrap", 0777, 0, 0, true}}).empty());
    CHECK(flaw_in(RemoveFile{path}).empty());
  }
}

TEST_CASE("nothing else can be placed or taken away") {
  for (const std::string path : {"/su",
                                 "",
                                 "/etc/passwd",
                                 "/etc/apparmor.d/bwrap",
                                 "/etc/apparmor.d/aa-userns-gen./../../su",
                                 "/etc/apparmor.d/disable/../x",
                                 "/etc/apparmor.d/local/../x",
                                 "/etc/apparmor.d/local/a/b",
                                 "/etc/apparmor.d/disable/.",
                                 "/etc/sysctl.d/zz.conf",
                                 "/etc/sysctl.d/aa-userns-gen.conf",
                                 "/etc/systemd/user/x.service/zz-aa-userns-gen.conf",
                                 "/etc/systemd/system/x.service.d/zz.conf",
                                 "/etc/apparmor.d/disable/",
                                 "/etc/apparmor.d/disable/..",
                                 "/etc/sysctl.d/../zz-aa-userns-gen.conf",
                                 "/etc/systemd/user/zz-aa-userns-gen.conf",
                                 "/etc/systemd/user/../../x.d/zz-aa-userns-gen.conf",
                                 "/etc/systemd/user/a/b.d/zz-aa-userns-gen.conf",
                                 "/var/lib/aa-userns-gen/edited/a/b",
                                 "/var/lib/aa-userns-gen/current"}) {
    CAPTURE(path);
    CHECK_FALSE(flaw_in(PlaceFile{path, {"text"}}).empty());
    CHECK_FALSE(flaw_in(PlaceFile{path, {"text", 0777, 0, 0, true}}).empty());
    CHECK_FALSE(flaw_in(RemoveFile{path}).empty());
  }
}

TEST_CASE("a path does not end before its end") {
  using namespace std::string_literals;
  for (const std::string& path :
       {"/etc/systemd/system/x.service\0.d/zz-aa-userns-gen.conf"s, "/etc/sysctl.d/z\0zz-aa-userns-gen.conf"s,
        "/etc/apparmor.d/aa-userns-gen.x\0"s, "/etc/apparmor.d/disable/..\0"s}) {
    CHECK_FALSE(flaw_in(PlaceFile{path, {"text"}}).empty());
    CHECK_FALSE(flaw_in(PlaceFile{path, {"text", 0777, 0, 0, true}}).empty());
    CHECK_FALSE(flaw_in(RemoveFile{path}).empty());
  }
}

TEST_CASE("a file is root's, a file where a file goes, and has no bits beside those of reading, writing and running") {
  const std::string path = "/etc/apparmor.d/aa-userns-gen.bwrap";
  for (const mode_t mode : {04755U, 02755U, 01755U}) CHECK_FALSE(flaw_in(PlaceFile{path, {"", mode}}).empty());
  CHECK_FALSE(flaw_in(PlaceFile{path, {"", 0644, 1, 0}}).empty());
  CHECK_FALSE(flaw_in(PlaceFile{path, {"", 0644, 0, 1}}).empty());
  CHECK_FALSE(flaw_in(PlaceFile{path, {"/etc/shadow", 0777, 0, 0, true}}).empty());
  CHECK_FALSE(flaw_in(PlaceFile{"/etc/apparmor.d/disable/x", {"text"}}).empty());
}

TEST_CASE("of the kernel's settings only those of a policy can be set, to numbers") {
  CHECK(flaw_in(SetSysctl{"kernel.unprivileged_userns_clone", "1"}).empty());
  CHECK(flaw_in(SetSysctl{"user.max_user_namespaces", "63334"}).empty());
  CHECK_FALSE(flaw_in(SetSysctl{"kernel.core_pattern", "1"}).empty());
  CHECK_FALSE(flaw_in(SetSysctl{"user.max_user_namespaces", "|/tmp/x"}).empty());
  CHECK_FALSE(flaw_in(SetSysctl{"user.max_user_namespaces", ""}).empty());
  CHECK_FALSE(flaw_in(SelectGeneration{-1}).empty());
  CHECK(flaw_in(SelectGeneration{0}).empty());
}

TEST_CASE("what is put back is root's, without setuid") {
  const FileState file = restorable({"text", 06751, 1000, 100});
  CHECK(file == FileState{"text", 0751, 0, 0});
}
