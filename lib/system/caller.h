#pragma once

#include <string>

#include "core/change/history.h"

namespace aug {

/// This moment as the name of a file has it: "20261122T153000Z".
std::string moment_now();

/// This moment as the history and JSON have it: "2026-11-22T15:30:00Z".
std::string time_now();

/// Which boot this is: a text that no other boot has.
std::string boot_id();

/// An entry of the history with what there is to know about now and who called; the rest is left open.
HistoryEntry entry_of_caller(const std::string& command);

/// Says it to syslog(3).
void log_to_system(const HistoryEntry& entry);

}  // namespace aug
