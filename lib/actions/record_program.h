#pragma once

#include "core/log/suggestion.h"
#include "system/host.h"
#include "system/known_programs.h"

namespace aug {

/// The record's program, and where its path comes from: the record, the process, or the standard folders if just one of
/// them has a program of that name; else the programs of that name. Never a path that nobody told. Does not look for
/// who has granted it.
ProgramFacts program_of(const Host& host, const KnownPrograms& known, const AuditRecord& record);

}  // namespace aug
