#pragma once

#include <optional>

#include "core/log/suggestion.h"

namespace aug {

/// Why the program of an incident is not to be proposed, neither for a grant nor as a helper; nullopt for nothing. Not
/// where anybody can have written the record, nor where its path is not known; not for what runs any other program,
/// whether its file, its path or its thread has such a name; and not for a path that is not good for a grant.
std::optional<Remark> objection_to(const ExaminedIncident& examined);

}  // namespace aug
