#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// Where the file of a profile goes, and the links by which apparmor.d(5) changes what becomes of it: in the folder
/// disable, and in force-complain.
std::string path_of(const std::string& profile);
std::vector<std::string> override_links_of(const std::string& profile);

/// The link that switches off a file of /etc/apparmor.d: apparmor.d(7).
std::string disable_link_of(const std::string& path);

/// Where an administrator's edit of a file of ours is kept before the file is written anew.
inline constexpr std::string_view edited_folder = "/var/lib/aa-userns-gen/edited";

}  // namespace aug
