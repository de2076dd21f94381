#pragma once

#include <string_view>

namespace aug {

/// How a binary of a policy stands on this host; the words are part of the JSON contract.
enum class BinaryState {
  granted,           ///< ours, loaded, and the kernel attaches it
  granted_by_other,  ///< another profile grants it; ours stays away
  staged,            ///< file placed, no kernel to load into
  missing,           ///< no such binary
  conflict,          ///< another profile claims it
  drifted,           ///< file, kernel or link differs from what was applied
  not_loaded,        ///< placed, but not in the kernel
  not_needed,        ///< this kernel restricts nothing
};

/// "granted", "granted-by-other", ...
std::string_view name_of(BinaryState state);

/// The inverse of name_of. Throws Failure(failed) for another word.
BinaryState binary_state_from(std::string_view name);

/// Whether this is as the policy wants it.
bool is_good(BinaryState state);

}  // namespace aug
