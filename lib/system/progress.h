#pragma once

#include <functional>
#include <string>

namespace aug {

/// Takes what is being done, for somebody who waits: "compiling 2 profiles". Empty where nobody does.
using Progress = std::function<void(const std::string&)>;

}  // namespace aug
