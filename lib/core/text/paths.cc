#include "core/text/paths.h"

namespace aug {

std::string parent_of(std::string_view path) {
  const std::string_view parent = path.substr(0, path.rfind('/'));
  return parent.empty() ? "/" : std::string(parent);
}

std::string last_part_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

}  // namespace aug
