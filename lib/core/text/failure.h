#pragma once

#include <exception>
#include <string>

#include "core/text/diagnosis.h"
#include "core/text/exit_code.h"

namespace aug {

/// The one exception of this library: an operation that cannot go on, with all that there is to say about it.
/// Thrown anywhere, caught where something must be taken back or the code becomes another one, by attempt()
/// (system/attempt.h), and at the top.
class Failure : public std::exception {
 public:
  Failure(ExitCode code, Diagnoses diagnoses);
  Failure(ExitCode code, FindingId id, std::string message, std::string hint = {});

  ExitCode code() const { return code_; }
  const Diagnoses& diagnoses() const { return diagnoses_; }
  /// The first message.
  const char* what() const noexcept override;

 private:
  ExitCode code_;
  Diagnoses diagnoses_;
};

/// What decides for root can be changed by others. No option excuses it.
class Distrust : public Failure {
 public:
  using Failure::Failure;
};

}  // namespace aug
