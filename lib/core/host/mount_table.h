#pragma once

#include <optional>
#include <string_view>

namespace aug {

/// The user who mounted the file system of a server of its own (FUSE) with this device number, as mountinfo says:
/// proc_pid_mountinfo(5). nullopt where it is none.
std::optional<unsigned> fuse_owner(std::string_view mountinfo, unsigned major, unsigned minor);

}  // namespace aug
