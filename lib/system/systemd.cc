#include "system/systemd.h"

namespace aug {

bool has_systemd(const Root& root) {
  return root.is_host() && root.is_folder("/run/systemd/system");
}

}  // namespace aug
