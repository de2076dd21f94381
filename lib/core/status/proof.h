#pragma once

#include <array>
#include <string_view>

#include "core/plan/binary_state.h"
#include "core/text/words.h"

namespace aug {

/// What shows that a binary is served; the words are part of the JSON contract.
enum class Proof {
  none,    ///< nothing does, or nothing has to
  files,   ///< the files are as they were applied; there is no kernel to ask
  kernel,  ///< the kernel has the profile, and said which one an exec of the binary gets
  trial,   ///< that, and a plain user used a user namespace under it
};

inline constexpr auto proofs = std::to_array<Word<Proof>>(
    {{"none", Proof::none}, {"files", Proof::files}, {"kernel", Proof::kernel}, {"trial", Proof::trial}});

/// "none", "files", ...
std::string_view name_of(Proof proof);

/// What an inspection that went as deep as `deepest` shows of a binary that it found in this state: no more than the
/// state says.
Proof proof_of(BinaryState state, Proof deepest);

}  // namespace aug
