#pragma once

#include <string>
#include <vector>

#include "core/change/generation.h"
#include "core/status/examined_binary.h"

namespace aug {

/// What was found of all that is applied, where nothing was wrong and no setting is in it.
struct Answer {
  int generation = 0;
  std::vector<AppliedPolicy> policies;
  std::vector<ExaminedBinary> binaries;
  std::string found_at;                   ///< when that was, in UTC
  std::vector<std::string> sources = {};  ///< the policies and templates that were used
};

/// As JSON.
std::string bytes_of(const Answer& answer);

/// The inverse. Throws Failure(failed) for what bytes_of did not make.
Answer answer_from(const std::string& bytes);

}  // namespace aug
