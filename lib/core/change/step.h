#pragma once

#include <sys/types.h>

#include <string>
#include <variant>
#include <vector>

#include "core/host/unit_scope.h"

namespace aug {

/// A file or symlink, with what makes it the same again when it is put back.
struct FileState {
  std::string content;  ///< of a symlink: its target
  mode_t mode = 0644;
  uid_t uid = 0;
  gid_t gid = 0;
  bool is_link = false;

  friend bool operator==(const FileState&, const FileState&) = default;
};

/// Into the kernel, all in one write: all or none.
struct LoadProfiles {
  std::vector<std::string> names;
  std::string compiled;

  friend bool operator==(const LoadProfiles&, const LoadProfiles&) = default;
};

struct UnloadProfile {
  std::string name;

  friend bool operator==(const UnloadProfile&, const UnloadProfile&) = default;
};

struct PlaceFile {
  std::string path;  ///< below the root that is worked on
  FileState file;

  friend bool operator==(const PlaceFile&, const PlaceFile&) = default;
};

struct RemoveFile {
  std::string path;

  friend bool operator==(const RemoveFile&, const RemoveFile&) = default;
};

/// Sets a value below /proc/sys; `name` has dots between its parts.
struct SetSysctl {
  std::string name;
  std::string value;

  friend bool operator==(const SetSysctl&, const SetSysctl&) = default;
};

/// Lets systemd read the files of units again: the system's manager, or all running managers of users.
struct ReloadUnits {
  UnitScope scope = UnitScope::user;

  friend bool operator==(const ReloadUnits&, const ReloadUnits&) = default;
};

/// Makes a generation the current one; 0 stands for none.
struct SelectGeneration {
  int number = 0;

  friend bool operator==(const SelectGeneration&, const SelectGeneration&) = default;
};

/// The only things that a change of a host is made of. Each is atomic, and doing it twice is doing it once.
using Step = std::variant<LoadProfiles, UnloadProfile, PlaceFile, RemoveFile, SetSysctl, ReloadUnits, SelectGeneration>;

/// A step and the steps that take it back, from what was there before.
struct Change {
  Step step;
  std::vector<Step> undo;
};

/// A line for people: "load the profiles bwrap, unpriv_bwrap".
std::string describe(const Step& step);

/// Whether the step changes the kernel, which forgets everything at a reboot.
bool is_for_kernel(const Step& step);

}  // namespace aug
