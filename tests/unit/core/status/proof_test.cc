#include "core/status/proof.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("what is granted has the proof that was looked for") {
  for (const BinaryState state : {BinaryState::granted, BinaryState::granted_by_other}) {
    CHECK(proof_of(state, Proof::kernel) == Proof::kernel);
    CHECK(proof_of(state, Proof::trial) == Proof::trial);
    CHECK(proof_of(state, Proof::files) == Proof::files);
  }
}

TEST_CASE("what is staged is proved by its files alone") {
  CHECK(proof_of(BinaryState::staged, Proof::trial) == Proof::files);
  CHECK(proof_of(BinaryState::staged, Proof::none) == Proof::none);
}

TEST_CASE("all else has no proof, however deep it was looked") {
  for (const auto& each : binary_states) {
    const BinaryState state = each.value;
    if (state == BinaryState::granted || state == BinaryState::granted_by_other || state == BinaryState::staged)
      continue;
    CAPTURE(each.word);
    CHECK(proof_of(state, Proof::trial) == Proof::none);
  }
}

TEST_CASE("each proof has a word") {
  CHECK(name_of(Proof::none) == "none");
  CHECK(name_of(Proof::files) == "files");
  CHECK(name_of(Proof::kernel) == "kernel");
  CHECK(name_of(Proof::trial) == "trial");
}
