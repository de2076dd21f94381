#include "system/pipe.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "system/errno_failure.h"

namespace aug {

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail_with_errno("make", "a pipe");
  return {FileDescriptor(ends[0]).clear_of_streams(), FileDescriptor(ends[1]).clear_of_streams()};
}

}  // namespace aug
