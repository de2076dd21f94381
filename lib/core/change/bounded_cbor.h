#pragma once

#include <string_view>

namespace aug {

/// Whether `bytes` begin with a whole value of CBOR, RFC 8949, that can be read with a stack of any size: lists and
/// maps in each other go no deeper than `depth`, and all lengths are written ahead. Json::from_cbor() calls itself for
/// each list in a list, and for each piece of a text in pieces.
bool is_bounded_cbor(std::string_view bytes, int depth);

}  // namespace aug
