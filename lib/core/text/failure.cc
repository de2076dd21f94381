#include "core/text/failure.h"

#include <utility>

namespace aug {

Failure::Failure(ExitCode code, Diagnoses diagnoses) : code_(code), diagnoses_(std::move(diagnoses)) {}

Failure::Failure(ExitCode code, FindingId id, std::string message, std::string hint)
    : code_(code), diagnoses_{{id, Severity::error, Location{}, std::move(message), std::move(hint)}} {}

const char* Failure::what() const noexcept {
  return diagnoses_.empty() ? "failed without a message" : diagnoses_.front().message.c_str();
}

}  // namespace aug
