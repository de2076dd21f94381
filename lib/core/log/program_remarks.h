#pragma once

#include <string_view>

#include "core/log/suggestion.h"

// What is said of a program that gets no entry, one function for each reason.

namespace aug {

/// The path under which the program is known: a copy of bubblewrap is meant as bubblewrap.
const std::string& program_meant(const ProgramFacts& facts);

/// Under a folder whose files are gone after the next start of the program or of the host.
bool is_short_lived(std::string_view path);

/// `what` is that of what_runs_anything, for `program`: its path, or its name where there is none.
Remark runs_anything(const ExaminedIncident& examined, std::string_view program, std::string_view what);
/// The same for a program whose path has another name than its thread.
Remark runs_as_anything(const ExaminedIncident& examined, std::string_view what);
/// The same for a link to, or a copy of, such a program.
Remark is_twin(const ExaminedIncident& examined);
/// Any user can have written the record.
Remark unproved(const Incident& incident);
/// The record is broken off, or comes after such a one.
Remark after_broken_record(const Incident& incident);
Remark bad_path(const ExaminedIncident& examined, std::string_view flaw);
Remark granted_since(const ExaminedIncident& examined);
Remark short_lived(const ExaminedIncident& examined);
Remark of_a_snap(const ExaminedIncident& examined);
Remark is_a_script(const ExaminedIncident& examined);
Remark is_setuid_root(const ExaminedIncident& examined);
Remark no_program(const ExaminedIncident& examined);
Remark changeable_by_others(const ExaminedIncident& examined, std::string_view template_name);
/// The only program of that name that is known is not the one.
Remark another_copy(const ExaminedIncident& examined);
Remark without_path(const ExaminedIncident& examined);

}  // namespace aug
