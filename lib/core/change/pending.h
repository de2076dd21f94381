#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/change/step.h"

namespace aug {

/// The record of how to take a change back: written down before its first step, and struck out after its last.
struct Pending {
  std::string boot;        ///< of which boot: a later one has a kernel without any of it
  std::string command;     ///< "apply", for messages
  int new_generation = 0;  ///< the folder to discard with it; 0: none was made
  std::vector<Step> undo;  ///< in the order of taking back

  friend bool operator==(const Pending&, const Pending&) = default;
};

/// The changes' undo steps in the order of taking them back: the last change first.
std::vector<Step> undo_of(const std::vector<Change>& changes);

/// As bytes for a file (CBOR, since profiles and files are binary), and back. Reading throws Failure(inconsistent) for
/// what was not written by this.
std::string bytes_of(const Pending& pending);
Pending pending_from(std::string_view bytes);

/// Throws Failure(inconsistent) for a record that has a step which is none of ours; `flaw` follows "it would".
[[noreturn]] void refuse_record(const std::string& flaw);

}  // namespace aug
