#pragma once

#include <string>

namespace aug::app {

/// "0.1.0", and the commit that it was built from, where that is known: "0.1.0 (1a2b3c4d5e6f)".
std::string version();

}  // namespace aug::app
