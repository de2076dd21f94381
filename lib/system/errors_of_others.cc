#include "system/errors_of_others.h"

#include <cerrno>

#include "core/text/failure.h"
#include "system/attempt.h"
#include "system/errno_failure.h"
#include "system/path_walk.h"

namespace aug {

void require_an_answer_of_roots(const Root& root, std::string_view doing, const std::string& path) {
  const int error = errno;
  attempt([&] { require_an_answer(doing, root.outside(path)); },
          [&](const Failure&) {
            if (!open_safely(root, path, {.caller = true}).unsafe) throw;
          });
  errno = error;
}

}  // namespace aug
