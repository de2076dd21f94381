#pragma once

#include "core/doctor/doctor_facts.h"
#include "system/attempt.h"

namespace aug {

/// The result of `look`. Where it cannot find one, nothing, and why: that shall not hide the rest.
template <typename Look>
auto look_or_tell(Gaps& gaps, Look look) -> decltype(look()) {
  return attempt(look, [&](const Failure& failure) -> decltype(look()) {
    gaps.emplace_back(failure.what());
    return {};
  });
}

}  // namespace aug
