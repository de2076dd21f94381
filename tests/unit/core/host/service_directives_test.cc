#include "core/host/service_directives.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

/// "PrivateTmp=yes ProtectHome=tmpfs" for those that hold.
std::string held(const std::vector<TextFile>& files) {
  std::string text;
  for (const ServiceDirective& each : namespace_directives(files)) {
    text += (text.empty() ? "" : " ") + each.name + "=" + each.value;
  }
  return text;
}

}  // namespace

TEST_CASE("directives for which a user's manager makes a namespace are found") {
  CHECK(held({{"/u", "[Unit]\nPrivateTmp=yes\n[Service]\n# PrivateTmp=yes\nPrivateTmp = true\nRestart=no\n"}}) ==
        "PrivateTmp=true");
  CHECK(held({{"/u", "[Service]\nProtectSystem=strict\nReadWritePaths=/a \\\n /b\nNoNewPrivileges=yes\n"}}) ==
        "ProtectSystem=strict ReadWritePaths=/a   /b");
  CHECK(held({{"/u", "[Service]\nPrivateTmp=no\nProtectHome=false\nPrivateUsers=0\n"}}) == "");
}

TEST_CASE("drop-ins switch them off and on") {
  const TextFile unit{"/u", "[Service]\nPrivateTmp=yes\nReadOnlyPaths=/etc\n"};
  CHECK(held({unit, {"/d", "[Service]\nPrivateTmp=no\nReadOnlyPaths=\n"}}) == "");
  CHECK(held({unit, {"/d", "[Service]\nPrivateTmp=\n"}}) == "PrivateTmp=yes ReadOnlyPaths=/etc");
  CHECK(held({{"/u", "[Service]\n"}, {"/d", "[Service]\nPrivateNetwork=yes\n"}}) == "PrivateNetwork=yes");
}

TEST_CASE("a directive has its place, and the value that switches it off") {
  const auto found = namespace_directives({{"/u", "[Service]\n\nExecPaths=/x\nPrivateTmp=yes\n"}});
  REQUIRE(found.size() == 2);
  CHECK(found[0] == ServiceDirective{"ExecPaths", "/x", "/u", 3, ""});
  CHECK(found[1] == ServiceDirective{"PrivateTmp", "yes", "/u", 4, "no"});
}

TEST_CASE("a service's drop-ins are in several folders") {
  using Names = std::vector<std::string>;
  CHECK(drop_in_folders_of("x.service") == Names{"x.service.d", "service.d"});
  CHECK(drop_in_folders_of("a-b-c.service") == Names{"a-b-c.service.d", "a-b-.service.d", "a-.service.d", "service.d"});
  CHECK(drop_in_folders_of("a-b@1-2.service") ==
        Names{"a-b@1-2.service.d", "a-b@.service.d", "a-.service.d", "service.d"});
  CHECK(drop_in_folders_of("-x@.service") == Names{"-x@.service.d", "service.d"});
}

TEST_CASE("the unit of a process is in its cgroup") {
  const auto user = unit_in("0::/user.slice/user-1000.slice/user@1000.service/app.slice/x.service\n");
  CHECK(user.unit == "x.service");
  CHECK(user.uid == "1000");
  const auto system = unit_in("0::/system.slice/cron.service");
  CHECK(system.unit == "cron.service");
  CHECK(system.uid == "");
  CHECK(unit_in("0::/user.slice/user-1000.slice/session-1.scope").unit == "");
  CHECK(unit_in("").unit == "");
}
