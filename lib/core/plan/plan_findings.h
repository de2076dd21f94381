#pragma once

#include <string>
#include <utility>

#include "core/text/diagnosis.h"
#include "core/text/failure.h"

namespace aug {

/// The findings of planning against policies, all of them before any is thrown.
struct PlanFindings {
  Diagnoses mistakes;   ///< in the policies
  Diagnoses missing;    ///< programs that a policy insists on
  Diagnoses conflicts;  ///< between policies, or with profiles of others
  Diagnoses warnings;   ///< on what is left out; never thrown

  /// Mistakes in a policy, or warnings where it is applied already.
  void add_mistakes(Diagnoses found, bool is_applied) {
    for (Diagnosis& diagnosis : found) {
      if (is_applied) diagnosis.severity = Severity::warning;
      (is_applied ? warnings : mistakes).push_back(std::move(diagnosis));
    }
  }

  /// Throws Failure for the first kind of which there is any.
  void throw_if_any() const {
    const std::pair<ExitCode, const Diagnoses*> kinds[] = {
        {ExitCode::invalid_policy, &mistakes}, {ExitCode::failed, &missing}, {ExitCode::conflict, &conflicts}};
    for (const auto& [code, diagnoses] : kinds) {
      if (!diagnoses->empty()) throw Failure(code, *diagnoses);
    }
  }
};

inline Diagnosis finding(FindingId id, const Location& location, std::string message, std::string hint = {}) {
  return {id, Severity::error, location, std::move(message), std::move(hint)};
}

}  // namespace aug
