#pragma once

#include <string>

#include "core/apparmor/loaded_profile.h"

namespace aug {

/// Whether the kernel says that the profile of this name attaches to the program; false where it does not tell.
bool is_told_to_attach(const LoadedProfiles& loaded, const std::string& name, const std::string& program);

}  // namespace aug
