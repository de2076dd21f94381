#pragma once

#include <sys/stat.h>

#include <string>
#include <string_view>

#include "system/file_descriptor.h"

namespace aug {

/// Larger files are refused: nothing that this program reads comes near.
inline constexpr std::size_t largest_file = 64U << 20U;

/// Of an open file, which may be so by O_PATH. Throws Failure(failed).
struct stat status_of(const FileDescriptor& file);

/// Throws Failure(failed) when an open file, which may be so by O_PATH, is no regular one; `name` is for messages. Its
/// size, in bytes.
off_t require_regular(const FileDescriptor& file, const std::string& name);

/// The regular file behind a handle that may be so by O_PATH, opened to be read: what was looked at is what is read,
/// whatever has its name by now. Opening anything else does something to it, so it is never done. Throws
/// Failure(failed).
FileDescriptor open_regular(const FileDescriptor& found, const std::string& name);

/// The content of that file, of `largest` bytes at most. Throws Failure(failed).
std::string read_found(const FileDescriptor& found, const std::string& name, std::size_t largest = largest_file);

/// The whole content of an open regular file of `largest` bytes at most. Throws Failure(failed).
std::string read_regular(const FileDescriptor& file, const std::string& name, std::size_t largest = largest_file);

/// As read_regular, for what is no regular file, too.
std::string read_to_end(const FileDescriptor& file, const std::string& name, std::size_t largest = largest_file);

/// Writes all of it. Throws Failure(failed).
void write_all(const FileDescriptor& file, std::string_view content, const std::string& name);

}  // namespace aug
