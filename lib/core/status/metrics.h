#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/status/examined_binary.h"
#include "core/status/setting_state.h"

namespace aug {

/// The measured state of the applied policies, for monitoring.
struct Measured {
  std::string version;
  int generation = 0;            ///< 0: nothing was ever applied
  std::int64_t last_change = 0;  ///< seconds since 1970; 0 for none
  bool interrupted = false;
  std::vector<std::string> policies;  ///< by name
  std::vector<ExaminedBinary> binaries;
  ExaminedSettings settings;
};

/// The text format of Prometheus, as node_exporter's textfile collector reads it: each state has its line, also where
/// it is 0, so that a rule can rely on it.
std::string metrics_text(const Measured& measured);

}  // namespace aug
