#pragma once

#include "core/change/generation.h"
#include "core/status/setting_state.h"
#include "system/host.h"

namespace aug {

/// The kernel settings and units of a generation as they stand on the host now.
ExaminedSettings examine_settings(const Host& host, const Generation& generation);

}  // namespace aug
