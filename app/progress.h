#pragma once

#include <string>

namespace aug::app {

/// Whether somebody sees a line that is overwritten: standard error is a terminal that can do that.
bool has_terminal();

/// Shows it in place of what was shown before.
void show_progress(const std::string& doing);

/// Takes the line away, before anything else is printed.
void clear_progress();

}  // namespace aug::app
