#include "core/plan/binary_state.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "support/failure_of.h"

using namespace aug;

namespace {

const std::vector<BinaryState> all_states{BinaryState::granted,    BinaryState::granted_by_other, BinaryState::staged,
                                          BinaryState::missing,    BinaryState::conflict,         BinaryState::drifted,
                                          BinaryState::not_loaded, BinaryState::not_needed};

}  // namespace

TEST_CASE("the states of a binary have the words of the JSON contract") {
  std::vector<std::string_view> words;
  for (const BinaryState state : all_states) words.push_back(name_of(state));
  CHECK(words == std::vector<std::string_view>{"granted", "granted-by-other", "staged", "missing", "conflict",
                                               "drifted", "not-loaded", "not-needed"});
}

TEST_CASE("each state comes back from its word") {
  for (const BinaryState state : all_states) CHECK(binary_state_from(name_of(state)) == state);
}

TEST_CASE("another word is no state") {
  for (const char* word : {"", "Granted", "granted ", "not_loaded", "grante"}) {
    CAPTURE(word);
    const Failure failure = failure_of([&] { binary_state_from(word); });
    CHECK(failure.code() == ExitCode::failed);
    CHECK(failure.what() == "cannot read '" + std::string(word) + "': it is no state of a binary");
  }
}

TEST_CASE("a binary is in a bad state only in conflict, drifted or not loaded") {
  for (const BinaryState state : all_states) {
    const bool bad =
        state == BinaryState::conflict || state == BinaryState::drifted || state == BinaryState::not_loaded;
    CHECK(is_good(state) != bad);
  }
}
