#pragma once

#include <string_view>

namespace aug {

/// Throws Failure(failed): "cannot DOING WHAT: " and what errno says.
[[noreturn]] void fail_with_errno(std::string_view doing, std::string_view what);

}  // namespace aug
