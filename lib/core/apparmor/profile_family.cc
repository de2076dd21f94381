#include "core/apparmor/profile_family.h"

#include "core/text/format.h"

namespace aug {
namespace {

constexpr std::string_view child_prefix = "unpriv_";
constexpr std::string_view helper_prefix = "helper_";

}  // namespace

std::string child_of(std::string_view profile) {
  return std::string(child_prefix).append(profile);
}

std::string helper_of(std::string_view profile) {
  return std::string(helper_prefix).append(profile);
}

bool is_child(std::string_view profile) {
  return profile.starts_with(child_prefix);
}

std::string without_child_prefix(std::string_view profile) {
  return std::string(is_child(profile) ? profile.substr(child_prefix.size()) : profile);
}

bool is_of_family(std::string_view name, std::string_view profile) {
  return name == profile || name == child_of(profile) || name == helper_of(profile);
}

std::string free_profile_name(const std::string& base, bool is_bubblewrap,
                              const std::function<bool(const std::string&)>& is_taken) {
  constexpr int most_names = 100;
  std::string name = base;
  for (int number = 2; number <= most_names; ++number) {
    const bool relatives = is_bubblewrap && (is_taken(child_of(name)) || is_taken(helper_of(name)));
    if (!relatives && !is_taken(name)) break;
    name = aug::format("{}_{}", base, number);
  }
  return name;
}

}  // namespace aug
