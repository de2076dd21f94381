#include "core/doctor/checks.h"

namespace aug {

RemedyCommand reinstall_remedy() {
  return {"apt-get", {"install", "--reinstall", "-o", "Dpkg::Options::=--force-confmiss", "apparmor"}};
}

Remedy disable_remedy(const std::string& path) {
  return {RemedyCommand{"mkdir", {"-p", "/etc/apparmor.d/disable"}},
          RemedyCommand{"ln", {"-sf", path, "/etc/apparmor.d/disable/"}}};
}

RemedyCommand replace_remedy(const std::string& path) {
  return {"apparmor_parser", {"--replace", path}};
}

}  // namespace aug
