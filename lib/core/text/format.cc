#include "core/text/format.h"

namespace aug {

std::string format_all(fmt::string_view text, fmt::format_args values) {
  return fmt::vformat(text, values);
}

}  // namespace aug
