#include "actions/verify.h"

#include "core/text/failure.h"

namespace aug {

StatusReport verify(const Host& host, const std::vector<std::string>& names) {
  if (host.may_read_state()) return status(host, names, Depth::prove);
  throw Failure(ExitCode::unsupported, "needs-root"_id, "cannot verify: only root may see what is applied",
                "run this as root, for example with sudo");
}

}  // namespace aug
