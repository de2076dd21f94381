#pragma once

#include <array>
#include <string_view>

#include "core/text/words.h"

namespace aug {

/// How a binary of a policy stands on this host; the words are part of the JSON contract.
enum class BinaryState {
  would_grant,       ///< what a change that nobody asked for yet would make granted
  granted,           ///< ours, loaded, and the kernel attaches it
  granted_by_other,  ///< another profile grants it; ours stays away
  staged,            ///< file placed, no kernel to load into
  missing,           ///< no such binary
  conflict,          ///< another profile claims it
  drifted,           ///< file, kernel or link differs from what was applied
  broken,            ///< it is served as it was applied, and that does not work
  unproved,          ///< how it stands could not be found out
  not_loaded,        ///< placed, but not in the kernel
  not_needed,        ///< this kernel restricts nothing
};

/// All of them.
inline constexpr auto binary_states =
    std::to_array<Word<BinaryState>>({{"would-grant", BinaryState::would_grant},
                                      {"granted", BinaryState::granted},
                                      {"granted-by-other", BinaryState::granted_by_other},
                                      {"staged", BinaryState::staged},
                                      {"missing", BinaryState::missing},
                                      {"conflict", BinaryState::conflict},
                                      {"drifted", BinaryState::drifted},
                                      {"broken", BinaryState::broken},
                                      {"unproved", BinaryState::unproved},
                                      {"not-loaded", BinaryState::not_loaded},
                                      {"not-needed", BinaryState::not_needed}});

/// "granted", "granted-by-other", ...
std::string_view name_of(BinaryState state);

/// The inverse of name_of. Throws Failure(failed) for another word.
BinaryState binary_state_from(std::string_view name);

/// Whether this is as the policy wants it.
bool is_good(BinaryState state);

}  // namespace aug
