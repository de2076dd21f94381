#pragma once

#include <fmt/format.h>

#include <string>

namespace aug {

std::string format_all(fmt::string_view text, fmt::format_args values);

/// fmt::format, of which each file would compile all the code again where fmt is there as headers only, as Debian has
/// it for static programs.
template <typename... Values>
std::string format(fmt::format_string<Values...> text, Values&&... values) {
  return format_all(text, fmt::make_format_args(values...));
}

}  // namespace aug
