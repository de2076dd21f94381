#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/host/unit_scope.h"
#include "core/text/text_file.h"

namespace aug {

/// A kernel setting that a policy makes.
struct PlannedSysctl {
  std::string policy;
  std::string name;  ///< "kernel.apparmor_restrict_unprivileged_userns"
  std::string value;
  std::string reason;  ///< the policy's, or ""
  std::string before;  ///< the value when it became ours; "" for none: an image tree, or a kernel without the setting
  bool is_skipped = false;  ///< the kernel has no such setting, and the policy lets that pass

  friend bool operator==(const PlannedSysctl&, const PlannedSysctl&) = default;
};

/// Whether a setting takes a protection away that Ubuntu has by default.
bool weakens_host(const PlannedSysctl& sysctl);

/// The directives that a policy sets in a unit.
struct PlannedUnit {
  struct Directive {
    std::string name;
    std::string value;

    friend bool operator==(const Directive&, const Directive&) = default;
  };

  std::string policy;
  std::string unit;  ///< "example.service"
  UnitScope scope = UnitScope::user;
  std::vector<Directive> set;

  friend bool operator==(const PlannedUnit&, const PlannedUnit&) = default;
};

/// The files of ours that are read beside those of others, sorted by path: all kernel settings in `sysctl_path`, each
/// unit in a file of its own.
std::vector<TextFile> drop_ins_for(const std::vector<PlannedSysctl>& sysctls, const std::vector<PlannedUnit>& units,
                                   const std::string& sysctl_path);

/// Where the drop-in of a unit goes. It is read after all whose names are plain words: systemd.unit(5) sorts by name.
std::string drop_in_path(UnitScope scope, const std::string& unit);

/// Whose manager reads the file; nullopt for one that is no drop-in of a unit.
std::optional<UnitScope> manager_of(const std::string& path);

}  // namespace aug
