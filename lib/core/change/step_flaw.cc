#include "core/change/step_flaw.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/apparmor/local_block.h"
#include "core/apparmor/our_files.h"
#include "core/host/sysctl_names.h"
#include "core/text/paths.h"

namespace aug {
namespace {

/// Where steps put files: in this folder, or in one below it, under a name that begins and ends like this.
struct Place {
  std::string_view folder;
  bool has_folder_between;
  std::string_view begin;
  std::string_view end;
  bool is_link;
};

constexpr std::array<Place, 8> places = {{
    {"/etc/apparmor.d/", false, "aa-userns-gen.", "", false},
    {"/etc/apparmor.d/disable/", false, "", "", true},
    {"/etc/apparmor.d/force-complain/", false, "", "", true},
    {local_folder, false, "", "", false},
    {"/etc/sysctl.d/", false, "z", drop_in_name, false},
    {"/etc/systemd/user/", true, "", drop_in_name, false},
    {"/etc/systemd/system/", true, "", drop_in_name, false},
    {"/var/lib/aa-userns-gen/edited/", false, "", "", false},
}};

static_assert(places.back().folder.substr(0, edited_folder.size()) == edited_folder);

constexpr mode_t all_rights = 0777;

bool is_in(std::string_view path, const Place& place) {
  if (!path.starts_with(place.folder)) return false;
  path.remove_prefix(place.folder.size());
  if (place.has_folder_between) {
    const std::size_t end = path.find('/');
    if (end == std::string_view::npos || !path.substr(0, end).ends_with(".d")) return false;
    path.remove_prefix(end + 1);
  }
  if (!path.starts_with(place.begin) || !path.ends_with(place.end)) return false;
  return !path.empty() && path != "." && path != ".." && path.find('/') == std::string_view::npos;
}

const Place* place_of(std::string_view path) {
  if (path.find('\0') != std::string_view::npos) return nullptr;  // where the kernel takes it to end
  for (const Place& place : places) {
    if (is_in(path, place)) return &place;
  }
  return nullptr;
}

bool can_be_set(std::string_view name) {
  return std::ranges::find(sysctl_name::settable, name) != sysctl_name::settable.end();
}

std::string flaw(const PlaceFile& step) {
  const Place* place = place_of(step.path);
  if (place == nullptr) return "place " + step.path;
  if (step.file.is_link != place->is_link) return "make " + step.path + " another kind of file";
  if ((step.file.mode & ~all_rights) != 0) return "place " + step.path + " with setuid or setgid";
  if (step.file.uid != 0 || step.file.gid != 0) return "give " + step.path + " away";
  return "";
}

std::string flaw(const RemoveFile& step) {
  return place_of(step.path) == nullptr ? "remove " + step.path : "";
}

std::string flaw(const SetSysctl& step) {
  const bool is_number = !step.value.empty() && step.value.find_first_not_of("0123456789") == std::string::npos;
  return can_be_set(step.name) && is_number ? "" : "set " + step.name + " to " + step.value;
}

std::string flaw(const SelectGeneration& step) {
  return step.number < 0 ? "select a generation that cannot be" : "";
}

/// What the kernel holds is what the program compiled; a tree of others has no kernel.
template <typename Other>
std::string flaw(const Other&) {
  return "";
}

}  // namespace

std::string flaw_in(const Step& step) {
  return std::visit([](const auto& each) { return flaw(each); }, step);
}

FileState restorable(FileState file) {
  file.mode &= all_rights;
  file.uid = 0;
  file.gid = 0;
  return file;
}

}  // namespace aug
