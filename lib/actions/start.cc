#include "actions/start.h"

#include "system/clean_start.h"
#include "system/probe_helper.h"

namespace aug {

void start(int argc, char** argv) {
  start_clean();
  end_as_helper(argc, argv);
}

}  // namespace aug
