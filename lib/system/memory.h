#pragma once

#include <optional>
#include <string>

#include "system/host.h"
#include "system/witness.h"

namespace aug {

/// What a command found, kept below /run until the next boot. It is given again only while all that it rests on is as
/// it was: lost or doubtful, it costs time and never truth. So nothing here fails.

/// What was remembered by this name, if it still holds.
std::optional<std::string> recall(const Host& host, const std::string& name);

/// Remembers a text of one line, unless something was changed while it was found.
void remember(const Host& host, const std::string& name, const std::string& text, const Witness& witness);

/// Removes all that is remembered.
void forget(const Root& root);

}  // namespace aug
