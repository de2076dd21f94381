#include "core/host/sysctl_files.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

constexpr const char* key = "kernel.apparmor_restrict_unprivileged_userns";

std::string value_in(const std::vector<TextFile>& files) {
  const auto source = last_setting(files, key);
  return source ? source->value : "none";
}

}  // namespace

TEST_CASE("sysctl files are read by their names, and of one name only the first folder's") {
  const auto order = sysctl_reading_order({{"/etc/sysctl.d", {"10-a.conf", "README", "50-b.conf"}},
                                           {"/run/sysctl.d", {"zz-lxd.conf", "50-b.conf"}},
                                           {"/usr/lib/sysctl.d", {"30-c.conf", "10-a.conf"}}});
  CHECK(order == std::vector<std::string>{"/etc/sysctl.d/10-a.conf", "/usr/lib/sysctl.d/30-c.conf",
                                          "/etc/sysctl.d/50-b.conf", "/run/sysctl.d/zz-lxd.conf"});
}

TEST_CASE("the last line that sets a value counts") {
  const std::vector<TextFile> files{{"/a", std::string("# x\n") + key + " = 1\n"},
                                    {"/b", std::string("\n") + key + "=0"},
                                    {"/c", "kernel.other = 2\n"}};
  CHECK(last_setting(files, key) == SysctlSource{"/b", 2, "0"});
  CHECK(last_setting(files, "kernel.absent") == std::nullopt);
}

TEST_CASE("each way to write a line is understood") {
  CHECK(value_in({{"/a", "kernel/apparmor_restrict_unprivileged_userns=0"}}) == "0");
  CHECK(value_in({{"/a", "-kernel.apparmor_restrict_unprivileged_userns = 0"}}) == "0");
  CHECK(value_in({{"/a", "  kernel.apparmor_restrict_unprivileged_userns\t=\t0 \r\n"}}) == "0");
  CHECK(value_in({{"/a", "; kernel.apparmor_restrict_unprivileged_userns = 0"}}) == "none");
  CHECK(value_in({{"/a", "-kernel.apparmor_restrict_unprivileged_userns"}}) == "none");
}

TEST_CASE("a pattern sets what no line names, within one part") {
  CHECK(value_in({{"/a", "kernel.apparmor_*=0"}}) == "0");
  CHECK(value_in({{"/a", "kernel.apparmor_restrict_unprivileged_user?s=0"}}) == "0");
  CHECK(value_in({{"/a", "*=0"}}) == "none");
  CHECK(value_in({{"/a", std::string(key) + "=1"}, {"/b", "kernel.*=0"}}) == "1");
}

TEST_CASE("the stars of a pattern share what they stand for, and none goes over a dot") {
  CHECK(value_in({{"/a", "kernel.*restrict*userns=0"}}) == "0");
  CHECK(value_in({{"/a", "kernel.*s*s*s=0"}}) == "0");
  CHECK(value_in({{"/a", "kernel.**userns**=0"}}) == "0");
  CHECK(value_in({{"/a", "*l.*_userns=0"}}) == "0");
  CHECK(value_in({{"/a", "ker*.apparmor*=0"}}) == "0");
  CHECK(value_in({{"/a", "ker*armor*=0"}}) == "none");
  CHECK(value_in({{"/a", "kernel?apparmor*=0"}}) == "none");
  CHECK(value_in({{"/a", "kernel.*s*s*s*s=0"}}) == "none");
  CHECK(value_in({{"/a", "kernel.*userns_=0"}}) == "none");
  CHECK(value_in({{"/a", "kernel.*_userns?=0"}}) == "none");
}

TEST_CASE("a pattern of many stars is judged at once") {
  for (const int stars : {30, 200, 100'000}) {
    std::string lines;
    for (const char* each : {"*", "*?", "*a*", "**r"}) {
      std::string pattern;
      for (int count = 0; count < stars; ++count) pattern += each;
      lines += "kernel." + pattern + "Z=1\n*" + pattern + "=1\n";
    }
    CHECK(value_in({{"/a", lines}}) == "none");
  }
  CHECK(value_in({{"/a", "kernel." + std::string(200, '*') + "userns=1"}}) == "1");
}

TEST_CASE("a file that overrules another is read after it") {
  CHECK(sysctl_file_after("/run/sysctl.d/10-a.conf", "kernel.x") == "/etc/sysctl.d/zz-x.conf");
  CHECK(sysctl_file_after("/run/sysctl.d/zz-lxd.conf", "kernel.apparmor") == "/etc/sysctl.d/zzz-apparmor.conf");
  CHECK(sysctl_file_after("/etc/sysctl.d/zz-x.conf", "kernel.x") == "/etc/sysctl.d/zzz-x.conf");
  CHECK(sysctl_file_after("/run/sysctl.d/~last.conf", "kernel.x") == "/etc/sysctl.d/~last.conf");
}

TEST_CASE("a file whose name is sorted after any number of z is masked, and no name is sought behind it") {
  for (const std::string name : {"~last.conf", "z~.conf", "zz~.conf", "zzz{.conf", "zz\xff.conf", "zz\u00e9.conf"}) {
    CAPTURE(name);
    CHECK(sysctl_file_after("/usr/lib/sysctl.d/" + name, "kernel.x") == "/etc/sysctl.d/" + name);
    CHECK(our_sysctl_path({"/usr/lib/sysctl.d/" + name}) == "/etc/sysctl.d/zz-aa-userns-gen.conf");
  }
  CHECK(our_sysctl_path({"/usr/lib/sysctl.d/zzz.conf"}) == "/etc/sysctl.d/zzzz-aa-userns-gen.conf");
}
