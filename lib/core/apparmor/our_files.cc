#include "core/apparmor/our_files.h"

#include "core/text/paths.h"

namespace aug {

bool is_ours(std::string_view text) {
  return text.starts_with(marker);
}

std::string file_name_of(std::string_view profile) {
  return std::string("aa-userns-gen.").append(profile);
}

bool has_name_of_ours(std::string_view path) {
  return path.starts_with(path_of(""));
}

std::string path_of(const std::string& profile) {
  return "/etc/apparmor.d/" + file_name_of(profile);
}

std::vector<std::string> override_links_of(const std::string& profile) {
  return {"/etc/apparmor.d/disable/" + file_name_of(profile),
          "/etc/apparmor.d/force-complain/" + file_name_of(profile)};
}

std::string disable_link_of(const std::string& path) {
  return "/etc/apparmor.d/disable/" + last_part_of(path);
}

}  // namespace aug
