#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text/finding_id.h"

namespace aug {

/// A place in a text that somebody wrote. Lines and columns count from 1, columns in characters; 0 means unknown.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;
  std::string excerpt;  ///< the line itself, shown below the message; may be empty

  friend bool operator==(const Location&, const Location&) = default;
};

enum class Severity { error, warning, notice };

/// One finding: what is the matter, where, and what to do next.
struct Diagnosis {
  FindingId id;  ///< of its kind
  Severity severity = Severity::error;
  Location location;
  std::string message;  ///< lowercase, no full stop; "cannot ..." where something could not be done
  std::string hint;     ///< the next action, or empty

  friend bool operator==(const Diagnosis&, const Diagnosis&) = default;
};

using Diagnoses = std::vector<Diagnosis>;

bool has_errors(const Diagnoses& diagnoses);

/// "error", "warning" or "notice".
std::string_view name_of(Severity severity);

/// The finding as plain text: "file:line:column: error: message", the line with a caret below it, and the hint.
std::string describe(const Diagnosis& diagnosis);

}  // namespace aug
