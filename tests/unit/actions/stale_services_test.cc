#include "actions/stale_services.h"

#include <doctest/doctest.h>

#include "support/temporary_folder.h"

using namespace aug;

TEST_CASE("an image tree has no services that run") {
  const TemporaryFolder folder;
  const Host host(HostChoice{folder.path(), "", ""});
  Generation generation;
  generation.units = {{"runner", "example.service", UnitScope::system, {{"PrivateTmp", "no"}}}};
  CHECK(stale_services(host, {}, generation, {}).empty());
}

TEST_CASE("the advice names the service, its process and the command that restarts it") {
  const Diagnoses advice = advice_on({{"a.service", "", 12, false}, {"b.service", "1000", 13, true}});
  REQUIRE(advice.size() == 2);
  CHECK(advice[0].message == "a.service (process 12) runs as it was started, before the change");
  CHECK(advice[0].hint == "run 'systemctl try-restart a.service'");
  CHECK(advice[1].message ==
        "b.service of 1000 (process 13) runs as it was started, before the change: in the user namespace that systemd "
        "made for it");
  CHECK(advice[1].hint == "run 'systemctl --user --machine=1000@ try-restart b.service'");
}

TEST_CASE("a name in the command is one word of a shell's, or there is no command") {
  const Diagnoses advice = advice_on({{"a\\x2db;c.service", "", 12, false}, {"a\x1b[2J.service", "", 13, false}});
  CHECK(advice.at(0).hint == "run 'systemctl try-restart 'a\\x2db;c.service''");
  CHECK(advice.at(1).hint == "restart it");
}
