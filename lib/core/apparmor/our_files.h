#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// How every file that this program places begins; a file that begins otherwise is never touched.
inline constexpr std::string_view marker = "# Managed by aa-userns-gen";

/// Whether a file with this text is one of ours.
bool is_ours(std::string_view text);

/// The name of a profile's file: "aa-userns-gen.bwrap".
std::string file_name_of(std::string_view profile);

/// Whether a file of this path may be one of ours by its name.
bool has_name_of_ours(std::string_view path);

/// Where the file of a profile goes, and the links by which apparmor.d(5) changes what becomes of it: in the folder
/// disable, and in force-complain.
std::string path_of(const std::string& profile);
std::vector<std::string> override_links_of(const std::string& profile);

/// The link that switches off a file of /etc/apparmor.d: apparmor.d(7).
std::string disable_link_of(const std::string& path);

/// The folder of all that is kept: what is applied, and how to take it back.
inline constexpr std::string_view state_folder = "/var/lib/aa-userns-gen";

/// The name of our files beside those of others: read after all whose names are plain words.
inline constexpr std::string_view drop_in_name = "zz-aa-userns-gen.conf";

/// Where an administrator's edit of a file of ours is kept before the file is written anew.
inline constexpr std::string_view edited_folder = "/var/lib/aa-userns-gen/edited";

}  // namespace aug
