#pragma once

#include <string_view>

#include "core/text/paths.h"

namespace aug {

/// Where distributions install bubblewrap.
inline constexpr const char* bwrap_path = "/usr/bin/bwrap";

/// Whether a program is a bubblewrap, by its name: a vendor may bring one under a name of its own, "srt-bwrap".
inline bool is_bubblewrap(std::string_view program) {
  const std::string name = last_part_of(program);
  return name == "bwrap" || name.ends_with("-bwrap");
}

}  // namespace aug
