#pragma once

#include <vector>

#include "core/change/history.h"
#include "system/host.h"

namespace aug {

struct HistoryReport {
  std::vector<HistoryEntry> entries;  ///< oldest first
  std::vector<int> generations;       ///< those that can be gone to, besides 0
  int current = 0;
};

/// Throws Failure(unsupported) without the right to read the state.
HistoryReport history(const Host& host);

}  // namespace aug
