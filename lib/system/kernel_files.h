#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// The advice for where the kernel refuses to show or change its profiles.
inline constexpr std::string_view mac_admin_hint =
    "this takes the capability mac_admin in the host's own AppArmor namespace: run it as root, outside of containers";

/// The content of a file of /proc, /sys or apparmorfs, whose sizes say nothing. nullopt with errno set when it cannot
/// be read.
std::optional<std::string> read_kernel_file(const std::string& path);

/// The same of one short value, which the kernel gives whole at the first read, without its end of line.
std::optional<std::string> read_kernel_value(const std::string& path);

/// The first line of such a file, without its end; empty when it cannot be read.
std::string first_line_of(const std::string& path);

/// The lines of `text` without their ends; a last one without an end counts.
std::vector<std::string> lines_of(std::string_view text);

}  // namespace aug
