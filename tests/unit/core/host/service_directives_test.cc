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

TEST_CASE("images make a namespace, too, and so does any value of DelegateNamespaces") {
  CHECK(held({{"/u", "[Service]\nRootImage=/i\nMountImages=/i:/m\nExtensionImages=/i\n"}}) ==
        "RootImage=/i MountImages=/i:/m ExtensionImages=/i");
  CHECK(held({{"/u", "[Service]\nDelegateNamespaces=no\n"}}) == "DelegateNamespaces=no");
  CHECK(held({{"/u", "[Service]\nDelegateNamespaces=mnt\n"}, {"/d", "[Service]\nDelegateNamespaces=\n"}}) == "");
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
  const auto user = unit_in("0::/user.slice/user-1000.slice/user@1000.service/app.slice/x.service\n", "1000");
  CHECK(user.unit == "x.service");
  CHECK(user.uid == "1000");
  const auto system = unit_in("0::/system.slice/cron.service", "1000");
  CHECK(system.unit == "cron.service");
  CHECK(system.uid == "");
  CHECK(unit_in("0::/user.slice/user-1000.slice/session-1.scope", "1000").unit.empty());
  CHECK(unit_in("", "1000").unit.empty());
}

TEST_CASE("only the manager in the slice of its user counts, and for the processes of that user") {
  const auto is_nothing = [](const char* cgroup, const char* owner) {
    CAPTURE(cgroup);
    const UnitOfProcess unit = unit_in(cgroup, owner);
    CHECK(unit.unit == "");
    CHECK(unit.uid == "");
  };
  const char* theirs = "0::/user.slice/user-1001.slice/user@1001.service/app.slice/x.service";
  is_nothing(theirs, "1000");
  is_nothing(theirs, "");
  is_nothing("0::/user.slice/user-1000.slice/user@1001.service/app.slice/x.service", "1000");
  is_nothing("0::/user.slice/user-1000.slice/user@1001.service/app.slice/x.service", "1001");
  is_nothing("0::/system.slice/user@1000.service/app.slice/x.service", "1000");
  is_nothing("0::/user@1000.service/x.service", "1000");
  is_nothing("0::/docker/0123/user.slice/user-1000.slice/user@1000.service/x.service", "1000");
  is_nothing("0::/lxc.payload.c1/system.slice/cron.service", "0");
  is_nothing("0::/../../x.service", "0");
}

TEST_CASE("what a user or a service names below its own group is no unit of another manager") {
  const std::string own = "0::/user.slice/user-1000.slice/user@1000.service";
  const auto unit_at = [&](const std::string& more) {
    const UnitOfProcess unit = unit_in(own + more, "1000");
    CHECK(unit.uid == "1000");
    return unit.unit;
  };
  CHECK(unit_at("/app.slice/x.service/user@0.service/y.service") == "x.service");
  CHECK(unit_at("/app.slice/user.slice/user-0.slice/user@0.service/y.service") == "user@0.service");
  CHECK(unit_at("/free/user@0.service/y.service") == "");
  CHECK(unit_at("/init.scope") == "");
  CHECK(unit_at("/app.slice/app-x.slice/x@1.service/y.service") == "x@1.service");
  CHECK(unit_in("0::/system.slice/x.service/user.slice/user-0.slice/user@0.service/y.service", "0").unit ==
        "x.service");
}

TEST_CASE("a group whose name is none of a unit, or could be an option, is no unit") {
  for (const char* name :
       {"--force.service", "-x.service", ".service", "a b.service", "a\x1b[2J.service", "a;b.service"}) {
    CAPTURE(name);
    CHECK(unit_in("0::/system.slice/" + std::string(name), "0").unit == "");
    CHECK(unit_in("0::/user.slice/user-1000.slice/user@1000.service/app.slice/" + std::string(name), "1000").unit ==
          "");
  }
  CHECK(unit_in("0::/system.slice/a\\x2db@c:d.service", "0").unit == "a\\x2db@c:d.service");
}

TEST_CASE("beside older hierarchies, systemd's own one counts") {
  const char* cgroup =
      "12:pids:/user.slice/user-1000.slice/user@1000.service/x.service\n"
      "1:name=systemd:/system.slice/cron.service\n"
      "0::/\n";
  CHECK(unit_in(cgroup, "1000").unit == "cron.service");
}
