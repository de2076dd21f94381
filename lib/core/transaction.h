#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/generation.h"
#include "core/step.h"

namespace aug {

/// What is on the host of the things that a generation speaks of; read before deciding.
struct HostState {
  /// A profile in the kernel; its bytes where the kernel keeps them.
  struct Loaded {
    std::optional<std::string> bytes;
  };

  bool has_kernel = false;
  std::map<std::string, Loaded> loaded;    ///< by name
  std::map<std::string, FileState> files;  ///< by path; only those that are there
  std::string now;                         ///< a word for this moment, for names of files: "20261122T153000Z"

  /// Profiles that files of others bring; looked for where it matters. They are not ours to unload.
  std::set<std::string> others = {};
  /// Those of them that a binary relies on, or that are given back, while the kernel lacks them or has ours instead.
  std::vector<CompiledProfile> missing_others = {};
  /// Profiles in the kernel that come from the files that `target` takes over.
  std::vector<std::string> taken_over = {};
};

/// Where the file of a profile goes, and the links by which apparmor.d(5) changes what becomes of it: in the folder
/// disable, and in force-complain.
std::string path_of(const std::string& profile);
std::vector<std::string> override_links_of(const std::string& profile);

/// The link that switches off a file of /etc/apparmor.d: apparmor.d(7).
std::string disable_link_of(const std::string& path);

/// Where an administrator's edit of a file of ours is kept before the file is written anew.
inline constexpr std::string_view edited_folder = "/var/lib/aa-userns-gen/edited";

/// The changes that take the host from what `host` says to `target`: keep edits, load, unload, place, remove, select.
/// Empty when the host is as `target` wants it and `target` is `current`. Throws Failure(conflict) when a file of
/// somebody else is in the way.
std::vector<Change> changes_between(const NumberedGeneration& current, const NumberedGeneration& target,
                                    const HostState& host);

/// Performs the changes in order, then `finish`. When anything throws, takes back what was begun, in reverse, and
/// throws that Failure again with a notice that the host is as it was; or Failure(inconsistent) when taking back failed
/// too.
void carry_out(const std::vector<Change>& changes, const std::function<void(const Step&)>& perform,
               const std::function<void()>& finish);

/// Performs steps one after the other, whatever becomes of each; returns what could not be done.
Diagnoses take_back(const std::vector<Step>& undo, const std::function<void(const Step&)>& perform);

}  // namespace aug
