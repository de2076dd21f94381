#pragma once

#include <string>
#include <string_view>

#include "system/file_descriptor.h"

namespace aug {

/// Larger files are refused: nothing that this program reads comes near.
inline constexpr std::size_t largest_file = 64U << 20U;

/// The whole content of an open regular file; `name` is for messages. Throws Failure(failed).
std::string read_regular(const FileDescriptor& file, const std::string& name);

/// As read_regular, for files of /proc and /sys too, which have no size.
std::string read_to_end(const FileDescriptor& file, const std::string& name);

/// Writes all of it. Throws Failure(failed).
void write_all(const FileDescriptor& file, std::string_view content, const std::string& name);

}  // namespace aug
