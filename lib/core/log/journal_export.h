#pragma once

#include <functional>
#include <string_view>

namespace aug {

/// Hands over the value of MESSAGE of each entry that 'journalctl --output=export' printed, whole: journald undoes the
/// kernel's '\x0a', so that one message may have several lines. Stops where the text is cut off.
void for_each_journal_message(std::string_view exported, const std::function<void(std::string_view message)>& take);

}  // namespace aug
