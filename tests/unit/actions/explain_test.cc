#include "actions/explain.h"

#include <doctest/doctest.h>

#include "support/failure_of.h"

using namespace aug;

namespace {

ExplainReport explained(const std::vector<std::string>& words) {
  return explain(HostChoice{}, words);
}

const std::string nested =
    R"(audit: type=1400 audit(1752661047.170:350): apparmor="DENIED" operation="capable" class="cap" )"
    R"(profile="unpriv_bwrap" pid=1412550 comm="apply-seccomp" capability=21  capname="sys_admin")";

}  // namespace

TEST_CASE("the words of a command line are one text to explain") {
  const ExplainReport report = explained({"bwrap:", "setting up uid map:", "Permission denied"});
  REQUIRE(report.messages.found.size() == 1);
  CHECK(report.messages.found[0].message->id == "bwrap-uid-map");
  CHECK(failure_of([] { explained({" ", "\n"}); }).code() == ExitCode::usage);
}

TEST_CASE("one word may be the id of a message") {
  const ExplainReport report = explained({"chrome-no-sandbox"});
  REQUIRE(report.messages.found.size() == 1);
  CHECK(report.messages.found[0].message->id == "chrome-no-sandbox");
  CHECK_FALSE(explained({"chrome-no-sandboxes"}).is_known());
}

TEST_CASE("one word may be the id of a finding of this program, and one that is near to an id is asked about") {
  const ExplainReport report = explained({"unknown-key"});
  REQUIRE(report.finding != nullptr);
  CHECK(report.finding->id == "unknown-key");
  CHECK(report.is_known());
  CHECK(explained({"unknown-kye"}).meant == "unknown-key");
  CHECK(explained({"bwrap-uid-mab"}).meant == "bwrap-uid-map");
  CHECK_FALSE(explained({"segmentation"}).meant.has_value());
  CHECK_FALSE(explained({"unknown-key", "again"}).is_known());
}

TEST_CASE("records are read as suggest reads them, and messages beside them are found") {
  const ExplainReport report = explained({nested + "\nbwrap: setting up uid map: Permission denied"});
  REQUIRE(report.suggestion.remarks.size() == 1);
  CHECK(report.suggestion.remarks[0].what.find("inside of a sandbox") != std::string::npos);
  REQUIRE(report.messages.found.size() == 1);
  CHECK(report.messages.found[0].message->id == "bwrap-uid-map");
}

TEST_CASE("records that cannot be read are no unknown message") {
  const Failure failure = failure_of([] { explained({"audit: apparmor=\"GONE\" operation=\"userns_create\""}); });
  CHECK(failure.code() == ExitCode::unsupported);
  CHECK(mentions(failure, "1 line looks like one"));
}
