#pragma once

#include <string>
#include <string_view>

#include "system/root.h"

namespace aug {

/// As require_an_answer() of a path within the tree. In a place of others they make what error they like, and stop
/// nothing by that: it counts as absent. Keeps errno.
void require_an_answer_of_roots(const Root& root, std::string_view doing, const std::string& path);

}  // namespace aug
