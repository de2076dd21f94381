#pragma once

#include <string_view>

namespace aug {

/// What is behind a thread's name that is no name of a program: "3" for one that was executed by its descriptor, "exe"
/// for one that starts itself anew. "" for any other name.
std::string_view what_thread_is(std::string_view comm);

}  // namespace aug
