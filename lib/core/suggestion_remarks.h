#pragma once

#include <string_view>

#include "core/suggestion.h"

// The words of the remarks, one function for each case in which a program gets no entry.

namespace aug {

/// Under a folder whose files are gone after the next start of the program or of the host.
bool is_short_lived(std::string_view path);

/// `what` is that of what_runs_anything, for `program`: its path, or its name where there is none.
Remark runs_anything(const ExaminedIncident& examined, std::string_view program, std::string_view what);
Remark bad_path(const ExaminedIncident& examined, std::string_view flaw);
Remark granted_since(const ExaminedIncident& examined);
Remark short_lived(const ExaminedIncident& examined);
Remark of_a_snap(const ExaminedIncident& examined);
Remark is_a_script(const ExaminedIncident& examined);
Remark no_program(const ExaminedIncident& examined);
Remark changeable_by_others(const ExaminedIncident& examined, std::string_view template_name);
Remark without_path(const ExaminedIncident& examined);

/// For the meanings that no profile for the program itself would help against.
Remark remark_on(const Incident& incident);

}  // namespace aug
