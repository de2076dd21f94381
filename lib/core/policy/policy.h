#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/host/unit_scope.h"
#include "core/text/diagnosis.h"

namespace aug {

/// The treatment of a binary that is not installed.
enum class IfMissing {
  install,  ///< place its profile all the same
  skip,     ///< leave it out
  fail,     ///< refuse the policy on this host
};

enum class ProfileMode { enforce, complain };

/// The treatment of a binary that another file's profile claims.
enum class OnConflict {
  fail,
  take_over,  ///< switch that file off
  extend,     ///< add our helpers to that profile
};

/// On which kernels a policy has something to do.
enum class When {
  restricted,  ///< where the kernel has Ubuntu's restriction, on or off
  always,
};

struct BinaryPath {
  std::string text;  ///< absolute and normalised
  Location location;
};

/// One entry of `binaries`: the paths that share one profile.
struct BinaryEntry {
  std::vector<BinaryPath> paths;  ///< at least one
  bool glob = false;              ///< the paths are AppArmor patterns, one path component per wildcard
  std::string template_name;
  std::string profile;  ///< the profile's name; the reader fills in the default
  IfMissing if_missing = IfMissing::install;
  ProfileMode mode = ProfileMode::enforce;
  OnConflict on_conflict = OnConflict::fail;
  std::vector<std::string> helpers;  ///< paths, and patterns, see is_helper_pattern()
  std::vector<std::string> allow;    ///< lints overruled
  std::string reason;                ///< why they are
  Location location;
};

struct SysctlSetting {
  std::string name;
  std::int64_t value = 0;
  bool may_be_absent = false;  ///< if_absent: skip: a kernel without the setting is no failure
  std::string reason;
  Location location;
};

struct UnitDirective {
  std::string name;
  std::string value;  ///< as systemd writes it: booleans are "yes" and "no"
  Location location;
};

struct UnitSetting {
  std::string unit;
  UnitScope scope = UnitScope::user;
  std::vector<UnitDirective> set;
  Location location;
};

/// A policy, version 1, free of its file format.
struct Policy {
  std::string name;
  std::string description;
  std::vector<BinaryEntry> binaries;
  When when = When::restricted;
  std::vector<SysctlSetting> sysctls;
  std::vector<UnitSetting> units;
};

/// The source of a policy.
struct PolicyText {
  std::string text;        ///< byte for byte
  std::string origin;      ///< the file, for messages; "stdin" for "-"
  std::string doubt = {};  ///< who else could have written it: "/tmp/x belongs to user 1000"; "" for nobody
};

}  // namespace aug
