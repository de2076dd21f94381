#pragma once

#include "app/command.h"

namespace aug::app {

/// The one number of a generation that these arguments are. Throws Failure(usage).
int number_of_generation(const std::vector<std::string>& arguments);

}  // namespace aug::app
