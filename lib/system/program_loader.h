#pragma once

#include <string>

#include "system/file_descriptor.h"

namespace aug {

/// The loader that a program names for its libraries, the interpreter of elf(5): "/lib64/ld-linux-x86-64.so.2". "" for
/// a static program, for one of another kind of machine, for a script, and where it cannot be read.
std::string loader_of(const std::string& program);
std::string loader_of(const FileDescriptor& program);

}  // namespace aug
