#pragma once

#include <ctime>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace aug {

/// How a path was looked at.
enum class Looked {
  at_all,      ///< at what it is and has in it
  on_the_way,  ///< a folder through which a path leads: at whose it is, and who may change it
};

/// A text that tells whether what has this name is as it was; a link is not followed. Of settings of the kernel, their
/// value. Nobody but the kernel dates a change (ctime), so nobody can hide one.
std::string identity_of(const std::string& path, Looked looked);

struct Identity {
  Looked looked = Looked::at_all;
  std::string text;

  friend bool operator==(const Identity&, const Identity&) = default;
};

/// By path; with each path all folders and links on the way to what it leads to.
using Identities = std::map<std::string, Identity>;

/// Nullopt when any was changed since that moment, or may have been: what was read of it before may be another thing.
std::optional<Identities> identities_of(const std::set<std::string, std::less<>>& paths, const timespec& since);

/// Whether all are as they were.
bool still_hold(const Identities& identities);

}  // namespace aug
