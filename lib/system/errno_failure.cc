#include "system/errno_failure.h"

#include <cerrno>
#include <cstring>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {

void fail_with_errno(std::string_view doing, std::string_view what) {
  throw Failure(ExitCode::failed, "system-refused"_id,
                aug::format("cannot {} {}: {}", doing, what, std::strerror(errno)));
}

void require_an_answer(std::string_view doing, std::string_view what) {
  // ENOTCONN: a file system of a user's whose server is dead.
  for (const int absent : {ENOENT, ENOTDIR, EACCES, EPERM, ELOOP, ENAMETOOLONG, ENOTCONN}) {
    if (errno == absent) return;
  }
  fail_with_errno(doing, what);
}

}  // namespace aug
