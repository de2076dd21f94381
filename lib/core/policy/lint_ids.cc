#include "core/policy/lint_ids.h"

#include <array>

namespace aug {

std::span<const std::string_view> lint_ids() {
  using namespace lint_id;
  static constexpr std::array<std::string_view, 7> ids = {shell,          interpreter,       multiplexer, user_writable,
                                                          temporary_path, gateway_for_bwrap, snap};
  return ids;
}

}  // namespace aug
