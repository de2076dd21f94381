#pragma once

#include <optional>
#include <string>

#include "system/path_walk.h"

namespace aug {

/// Throws Distrust for something in the state folder, called `path` in messages, for whose flaw `unsafe` is named.
[[noreturn]] void distrust(const std::string& path, const UnsafePath& unsafe);

/// A handle on something in the state folder, by O_PATH, not through a link; an empty one where there is nothing.
/// Throws Distrust where others than root, or the caller without root, can change it: what was theirs before the folder
/// was root's is theirs still.
FileDescriptor find_own(const Root& home, const std::string& path);
/// The content of such a file; nullopt where there is none. Throws Distrust.
std::optional<std::string> read_own(const Root& home, const std::string& path);

/// What to do about such a path of the host: words, and the commands where they can be shown, and nobody else can
/// exchange what they name. Throws Failure(failed).
std::string way_to_safety(const std::string& path);

/// The content of a file that decides what is loaded; nullopt where there is none. Throws Failure(failed) that names
/// what others than root, or the caller without root, can change on the way to it; then nothing of it is read. In a
/// sticky folder, what is there is safe.
std::optional<std::string> read_safely(const Root& root, const std::string& path);

/// Why a file that the caller named itself could be changed by others: "/tmp/x belongs to user 1000", or that it is
/// gone; "" where it cannot.
std::string doubt_about(const Root& root, const std::string& path);

}  // namespace aug
