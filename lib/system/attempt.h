#pragma once

#include "core/text/failure.h"

namespace aug {

/// For what may stay unknown, or undone beside a change: a gap that is told, and no reason to end. Returns what `work`
/// returns; when that throws Failure, what `instead` makes of it.
template <typename Work, typename Instead>
auto attempt(Work work, Instead instead) -> decltype(work()) {
  try {
    return work();
  } catch (const Failure& failure) {
    return instead(failure);
  }
}

/// Where it is nothing then: what is gone meanwhile, or not ours to see, counts as absent.
template <typename Work>
auto attempt(Work work) -> decltype(work()) {
  return attempt(work, [](const Failure&) -> decltype(work()) { return {}; });
}

}  // namespace aug
