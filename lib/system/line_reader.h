#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "system/file_descriptor.h"

namespace aug {

/// Gets the lines of a log, without their ends, one after the other.
using TakeLine = std::function<void(std::string_view line)>;

/// Hands over every line of an open file, the last one also without an end. Holds one block and one line, whatever the
/// size of the file: of lines longer than longest_log_line only the beginning comes. Throws Failure(failed).
void for_each_line(const FileDescriptor& file, const std::string& name, const TakeLine& take);

/// The same for a text.
void for_each_line(std::string_view text, const TakeLine& take);

}  // namespace aug
