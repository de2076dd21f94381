#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "system/file_descriptor.h"

namespace aug {

/// Gets the lines of a log, without their ends, one after the other.
using TakeLine = std::function<void(std::string_view line)>;

/// In bytes: no more is read of one file. A log may have no end: a user's with a hole of 1 TiB, or one that grows as
/// fast as it is read.
inline constexpr std::int64_t most_of_log = 512LL << 20U;
/// The same, of one that any user can write to, as fast as a disk is.
inline constexpr std::int64_t most_of_open_log = 64LL << 20U;

/// Hands over every line of an open file, the last one also without an end; of a regular file with more than `most`
/// bytes, those that begin in its last part, and the number of bytes before that is returned. Holds one block and one
/// line, whatever the size of the file: of lines longer than longest_log_line only the beginning comes. Throws
/// Failure(failed).
std::int64_t for_each_line(const FileDescriptor& file, const std::string& name, const TakeLine& take,
                           std::int64_t most = most_of_log);

/// The same for a text.
void for_each_line(std::string_view text, const TakeLine& take);

}  // namespace aug
