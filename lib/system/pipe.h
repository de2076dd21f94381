#pragma once

#include "system/file_descriptor.h"

namespace aug {

/// Both ends close at exec, and are none of the standard streams.
struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
};

/// Throws Failure(failed).
Pipe make_pipe();

}  // namespace aug
