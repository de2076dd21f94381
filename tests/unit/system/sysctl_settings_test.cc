#include "system/sysctl_settings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "support/temporary_folder.h"

using namespace aug;

namespace {

SysctlFacts clone_in(const TemporaryFolder& folder) {
  const auto settings = sysctl_settings(Root(folder.path()));
  return *std::find_if(settings.begin(), settings.end(),
                       [](const SysctlFacts& each) { return each.name == "kernel.unprivileged_userns_clone"; });
}

}  // namespace

TEST_CASE("a setting is known with its value and the files that set it, in all folders of sysctl.d") {
  const TemporaryFolder folder;
  CHECK(clone_in(folder).now == std::nullopt);
  CHECK(clone_in(folder).boot == std::nullopt);
  folder.write("proc/sys/kernel/unprivileged_userns_clone", "1\n");
  folder.write("usr/lib/sysctl.d/50-a.conf", "kernel.unprivileged_userns_clone=1\n");
  folder.write("run/sysctl.d/60-b.conf", "kernel.unprivileged_userns_clone=0\n");
  CHECK(clone_in(folder).now == "1");
  CHECK(clone_in(folder).boot == SysctlSource{"/run/sysctl.d/60-b.conf", 1, "0"});
  std::filesystem::create_directories(folder / "etc/sysctl.d");
  std::filesystem::create_symlink("/dev/null", folder / "etc/sysctl.d/60-b.conf");  // masks it
  CHECK(clone_in(folder).boot == SysctlSource{"/usr/lib/sysctl.d/50-a.conf", 1, "1"});
}

TEST_CASE("ufw counts when it is switched on, and /etc/sysctl.conf where systemd does not set them") {
  const TemporaryFolder folder;
  folder.write("etc/ufw/sysctl.conf", "kernel/unprivileged_userns_clone=0\n");
  folder.write("etc/ufw/ufw.conf", "ENABLED=no\n");
  CHECK(clone_in(folder).late == std::nullopt);
  folder.write("etc/sysctl.conf", "kernel.unprivileged_userns_clone = 1\n");
  CHECK(clone_in(folder).late == SysctlSource{"/etc/sysctl.conf", 1, "1"});
  folder.write("usr/lib/systemd/systemd-sysctl", "");
  CHECK(clone_in(folder).late == std::nullopt);
  folder.write("etc/ufw/ufw.conf", "# x\nENABLED=yes\n");
  CHECK(clone_in(folder).late == SysctlSource{"/etc/ufw/sysctl.conf", 1, "0"});
}

TEST_CASE("files of settings that are no people's are left out, one by one and in sum") {
  const TemporaryFolder folder;
  const std::string setting = "kernel.unprivileged_userns_clone=0\n";
  folder.write("etc/sysctl.d/10-a.conf", "kernel.unprivileged_userns_clone=1\n");
  std::filesystem::resize_file(folder.write("etc/sysctl.d/20-b.conf", setting), (1U << 20U) + 1);
  CHECK(clone_in(folder).boot == SysctlSource{"/etc/sysctl.d/10-a.conf", 1, "1"});
  for (int count = 30; count < 70; ++count) {
    const std::string name = "etc/sysctl.d/" + std::to_string(count) + "-c.conf";
    std::filesystem::resize_file(folder.write(name, setting), 1U << 20U);
  }
  CHECK(clone_in(folder).boot == SysctlSource{"/etc/sysctl.d/60-c.conf", 1, "0"});
}
