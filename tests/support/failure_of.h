#pragma once

#include <string>

#include "core/text/failure.h"

namespace aug {

inline Failure no_failure() {
  return {ExitCode::done, "none"_id, ""};
}

/// What `action` throws; Failure(done) when it throws nothing.
template <typename Action>
Failure failure_of(Action action) {
  try {
    action();
  } catch (const Failure& failure) {
    return failure;
  }
  return no_failure();
}

/// Whether any message has this text.
inline bool mentions(const Failure& failure, std::string_view text) {
  for (const Diagnosis& diagnosis : failure.diagnoses()) {
    if (diagnosis.message.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace aug
