#include "core/apparmor/profile_file_names.h"

#include <algorithm>
#include <array>

namespace aug {

bool is_ignored_profile_file(std::string_view name) {
  static constexpr std::array<std::string_view, 12> endings = {".dpkg-new",    ".dpkg-old", ".dpkg-dist", ".dpkg-bak",
                                                               ".dpkg-remove", ".pacsave",  ".pacnew",    ".rpmnew",
                                                               ".rpmsave",     ".orig",     ".rej",       "~"};
  if (name.empty() || name.starts_with('.') || name == "README") return true;
  return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace aug
