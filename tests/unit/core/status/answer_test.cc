#include "core/status/answer.h"

#include <doctest/doctest.h>

#include "support/failure_of.h"

using namespace aug;

namespace {

Answer an_answer() {
  PlannedBinary binary{.policy = "runner",
                       .path = "/usr/bin/bwrap",
                       .real_path = "/usr/bin/bwrap",
                       .template_name = "bwrap",
                       .profile = "bwrap",
                       .helpers = {{.path = "/usr/bin/*", .real_path = "/usr/bin/helper"}}};
  ExaminedBinary examined{binary,
                          BinaryState::granted_by_other,
                          "by 'theirs' (in /etc/apparmor.d/theirs)",
                          {{binary.helpers.front(), "helper_bwrap", BinaryState::missing, "no such program"}}};
  return {.generation = 7,
          .policies = {{"runner", {"version: 1\n", "runner.yaml"}, true}},
          .binaries = {examined},
          .found_at = "2026-11-28T22:00:00Z",
          .sources = {"template bwrap: built in"}};
}

}  // namespace

TEST_CASE("an answer reads as it was written") {
  const Answer read = answer_from(bytes_of(an_answer()));
  CHECK(read.generation == 7);
  CHECK(read.policies == an_answer().policies);
  REQUIRE(read.binaries.size() == 1);
  CHECK(read.binaries.front().binary == an_answer().binaries.front().binary);
  CHECK(read.binaries.front().state == BinaryState::granted_by_other);
  CHECK(read.binaries.front().detail == an_answer().binaries.front().detail);
  REQUIRE(read.binaries.front().helpers.size() == 1);
  CHECK(read.binaries.front().helpers.front().helper == an_answer().binaries.front().helpers.front().helper);
  CHECK(read.binaries.front().helpers.front().state == BinaryState::missing);
  CHECK(read.found_at == an_answer().found_at);
  CHECK(read.sources == an_answer().sources);
}

TEST_CASE("what is no answer is refused") {
  for (const char* bytes :
       {"", "{", "[]", "{}", R"({"generation": 1, "plan": {}, "states": [], "found_at": "", "sources": []})"}) {
    CHECK(failure_of([&] { answer_from(bytes); }).code() == ExitCode::failed);
  }
}

TEST_CASE("an answer with fewer states than binaries is refused") {
  std::string bytes = bytes_of(an_answer());
  const std::size_t states = bytes.find("\"states\":[[");
  REQUIRE(states != std::string::npos);
  bytes.replace(bytes.find('[', states), bytes.find("]]", states) + 2 - bytes.find('[', states), "[]");
  CHECK(failure_of([&] { answer_from(bytes); }).code() == ExitCode::failed);
}
