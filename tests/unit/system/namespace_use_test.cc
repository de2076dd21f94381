#include <doctest/doctest.h>
#include <unistd.h>

#include <string>

#include "support/failure_of.h"
#include "system/namespace_trial.h"
#include "system/probe.h"
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

TEST_CASE("an answer is read as the trial writes it, and not otherwise") {
  const NamespaceUse use = answer_of_trial("3 13 bwrap (enforce)\nand more");
  CHECK(use == NamespaceUse{NamespaceUse::Stage::create, 13, "bwrap (enforce)"});
  CHECK(answer_of_trial("10 0 ").works());
  for (const std::string& answer : {std::string(), std::string("7"), std::string("11 0 x"), std::string("-1 0 x"),
                                    std::string("7 5000 x"), std::string("7 0x"), std::string(2000, '1')}) {
    CAPTURE(answer);
    CHECK(failure_of([&] { answer_of_trial(answer); }).code() == ExitCode::failed);
  }
}

TEST_CASE("root tries a namespace as a user of its own, anybody else as oneself") {
  CHECK((user_of_probes() == ::geteuid()) == (::geteuid() != 0));
}
