#include "system/attempt.h"

#include <doctest/doctest.h>

#include <optional>
#include <stdexcept>
#include <string>

using namespace aug;

namespace {

int refuse() {
  throw Failure(ExitCode::failed, "a-kind"_id, "cannot look");
}

}  // namespace

TEST_CASE("what an attempt finds is returned; a failure is told, and is no end") {
  CHECK(attempt([] { return 1; }, [](const Failure&) { return 2; }) == 1);
  CHECK(attempt([] { return refuse(); },
                [](const Failure& failure) { return std::string(failure.what()) == "cannot look" ? 2 : 3; }) == 2);
  CHECK(attempt([]() -> std::optional<int> { return refuse(); }) == std::nullopt);
  std::string told;
  attempt([] { refuse(); }, [&](const Failure& failure) { told = failure.what(); });
  CHECK(told == "cannot look");
}

TEST_CASE("an attempt hides nothing but a Failure") {
  CHECK_THROWS_AS(attempt([]() -> int { throw std::logic_error("a mistake of ours"); }), std::logic_error);
}
