#pragma once

#include <string>
#include <vector>

#include "core/plan/profile_text.h"

namespace aug {

/// Writes each profile as a file into `folder`, which is made if need be; returns the paths. Throws Failure(failed),
/// before anything is written when one of the files is there already and not ours.
std::vector<std::string> write_profiles(const std::string& folder, const std::vector<RenderedProfile>& profiles);

}  // namespace aug
