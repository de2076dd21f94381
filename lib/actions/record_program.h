#pragma once

#include "core/log/suggestion.h"
#include "system/host.h"

namespace aug {

/// Fills in the path of the record's program, and where it comes from: the record, the process, or the standard folders
/// if just one of them has a program of that name; else the programs of that name. Never a path that nobody told.
void find_program(const Host& host, const AuditRecord& record, ProgramFacts& facts);

}  // namespace aug
