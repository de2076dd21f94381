#include <doctest/doctest.h>
#include <unistd.h>

#include <string>

#include "support/failure_of.h"
#include "system/probe.h"
#include "system/probe_answer.h"
#include "system/program_loader.h"

using namespace aug;

TEST_CASE("trying a namespace ends with what failed and why, or with nothing") {
  const NamespaceUse use = use_namespace("");
  CAPTURE(describe(use));
  CHECK(use.works() == (use.error == 0));
  CHECK(use.reached > NamespaceUse::Stage::label);
}

TEST_CASE("without the profile that is asked about, nothing is tried") {
  const NamespaceUse use = use_namespace("no-such-profile-of-a-test");
  CHECK(use.reached == NamespaceUse::Stage::label);
  CHECK(use.error != 0);
  CHECK_FALSE(use.works());
}

TEST_CASE("the loader of a program is the one that it names; of what is no such program there is none") {
  CHECK(loader_of("/proc/self/exe").starts_with("/lib"));
  CHECK(loader_of("/dev/null").empty());
  CHECK(loader_of("/").empty());
  CHECK(loader_of("/proc/self/status").empty());
  CHECK(loader_of("/no/such/file").empty());
}

TEST_CASE("many questions are answered in their order, those without an answer too") {
  const auto tried = use_namespaces({{"", "/bin/sh"}, {"no-such-profile-of-a-test"}, {"", "/nowhere"}});
  REQUIRE(tried.size() == 3);
  CHECK(tried[0].use.reached > NamespaceUse::Stage::label);
  CHECK(tried[1].use.reached == NamespaceUse::Stage::label);
  CHECK(tried[2].use == use_namespace("", "/nowhere"));
  CHECK(use_namespaces({}).empty());
}

TEST_CASE("an answer is read as it is written, and not otherwise") {
  CHECK(answer_in("3 13 bwrap (enforce)") == ProbeAnswer{3, 13, "bwrap (enforce)"});
  CHECK(answer_in("11 0 ") == ProbeAnswer{11, 0, ""});
  for (const std::string& answer : {std::string(), std::string("7"), std::string("-1 0 x"), std::string("7 5000 x"),
                                    std::string("100 0 x"), std::string("7 0x"), std::string(5000, '1')}) {
    CAPTURE(answer);
    CHECK(answer_in(answer).reached == silent);
  }
}

TEST_CASE("root tries a namespace as a user of its own, anybody else as oneself") {
  CHECK((user_of_probes() == ::geteuid()) == (::geteuid() != 0));
}
