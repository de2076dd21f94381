#pragma once

#include <string_view>

namespace aug {

/// Whether lists and maps in each other go deeper than this in `bytes`. Json::from_cbor() calls itself for each of
/// them, so it must not be given what goes on for as long as there is a stack.
bool is_deeper_than(int depth, std::string_view bytes);

}  // namespace aug
