#include "system/errno_failure.h"

#include <cerrno>
#include <system_error>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {

void fail_with_errno(std::string_view doing, std::string_view what) {
  const std::string reason = std::generic_category().message(errno);
  throw Failure(ExitCode::failed, aug::format("cannot {} {}: {}", doing, what, reason));
}

}  // namespace aug
