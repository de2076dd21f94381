#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "core/text/format.h"

namespace aug {

/// "1 profile", "2 profiles".
template <std::integral Count>
std::string counted(Count count, std::string_view noun) {
  return aug::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// "1 profile compiles", "2 profiles compile".
template <std::integral Count>
std::string counted(Count count, std::string_view noun, std::string_view verb) {
  return aug::format("{} {}{}", counted(count, noun), verb, count == 1 ? "s" : "");
}

}  // namespace aug
