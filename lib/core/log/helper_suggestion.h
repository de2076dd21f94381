#pragma once

#include <optional>

#include "core/log/suggestion.h"

// What is suggested of a program that was refused inside of a sandbox: that it becomes a helper there, or why not.

namespace aug {

/// Whether it was refused what a program needs that sets up a namespace of its own; other capabilities are refused on
/// purpose.
bool sets_up_namespace(const Incident& incident);

/// Why the program is not to be proposed as a helper; nullopt for nothing. See objection_to(); and not what could do
/// nothing as a helper.
std::optional<Remark> objection_to_helper(const ExaminedIncident& examined);

/// The entry that makes it a helper of the bubblewrap in whose sandbox it was; nullopt where a remark is to be made.
std::optional<SuggestedEntry> helper_entry(const ExaminedIncident& examined);

/// Why there is no entry, and what to do.
Remark remark_on_nested(const ExaminedIncident& examined);

}  // namespace aug
