#pragma once

#include <cstdint>
#include <optional>
#include <utility>

namespace aug {

/// The number that a JSON value is; nullopt where it is none, or not a whole one, or `Number` cannot hold it.
/// get<int>() makes some number of each of these.
template <typename Number, typename Json>
std::optional<Number> whole_number(const Json& json) {
  if (!json.is_number_integer()) return std::nullopt;
  const bool fits = json.is_number_unsigned() ? std::in_range<Number>(json.template get<std::uint64_t>())
                                              : std::in_range<Number>(json.template get<std::int64_t>());
  if (!fits) return std::nullopt;
  return json.template get<Number>();
}

}  // namespace aug
