#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// The folder share/aa-userns-gen beside the program's bin folder: an installed, a moved and a freshly built program
/// all find their own. "" when there is none, and for one elsewhere than in /usr and /usr/local that others can change:
/// that of a program in /tmp/x would be anybody's.
std::string share_folder();

/// A file of the project that is compiled in, so that the program also works as a single file: "templates/bwrap".
std::optional<std::string_view> built_in(std::string_view name);

/// The names of all of them.
std::vector<std::string_view> built_in_names();

}  // namespace aug
