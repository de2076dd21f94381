#include "core/apparmor/our_files.h"

#include "core/text/paths.h"

namespace aug {

std::string path_of(const std::string& profile) {
  return "/etc/apparmor.d/aa-userns-gen." + profile;
}

std::vector<std::string> override_links_of(const std::string& profile) {
  return {"/etc/apparmor.d/disable/aa-userns-gen." + profile,
          "/etc/apparmor.d/force-complain/aa-userns-gen." + profile};
}

std::string disable_link_of(const std::string& path) {
  return "/etc/apparmor.d/disable/" + last_part_of(path);
}

}  // namespace aug
