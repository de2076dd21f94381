#include "core/host/namespace_use.h"

#include <cerrno>
#include <system_error>

#include "core/apparmor/label.h"
#include "core/text/format.h"

namespace aug {

std::string_view words_for(NamespaceUse::Stage stage) {
  switch (stage) {
    case NamespaceUse::Stage::user:
      return "become a plain user";
    case NamespaceUse::Stage::label:
      return "change to the profile";
    case NamespaceUse::Stage::load:
      return "load the libraries of the program";
    case NamespaceUse::Stage::create:
      return "create a user namespace";
    case NamespaceUse::Stage::map:
      return "map the user into the namespace";
    case NamespaceUse::Stage::separate:
      return "separate mounts and network in the namespace";
    case NamespaceUse::Stage::start:
      return "start a program in the namespace";
    case NamespaceUse::Stage::mount:
      return "mount in the namespace";
    case NamespaceUse::Stage::attach:
      return "attach a new mount in the namespace";
    case NamespaceUse::Stage::loopback:
      return "set up the loopback device in the namespace";
    case NamespaceUse::Stage::done:
      return "use a user namespace";
  }
  return "";
}

std::string describe(const NamespaceUse& use) {
  const std::string label = use.label.empty() ? "" : aug::format("; its label is '{}'", use.label);
  if (use.works()) return aug::format("a plain user can {}{}", words_for(use.reached), label);
  return aug::format("a plain user cannot {}: {}{}", words_for(use.reached), std::generic_category().message(use.error),
                     label);
}

Obstacle obstacle_of(const NamespaceUse& use, const ObstacleClues& clues) {
  using Stage = NamespaceUse::Stage;
  if (use.works()) return Obstacle::none;
  if (label_from(use.label).has(stub_profile)) return Obstacle::restriction;
  if (use.reached != Stage::create) return use.reached > Stage::create ? Obstacle::refused : Obstacle::unknown;
  switch (use.error) {
    case ENOSPC:
    case EUSERS:  // before Linux 4.9
      return clues.limit == "0" ? Obstacle::limit_zero : Obstacle::limit_reached;
    case EINVAL:
    case ENOSYS:
      return clues.has_seccomp ? Obstacle::seccomp : Obstacle::no_support;
    case EACCES:
      return clues.is_restricted && label_from(use.label).is_unconfined() ? Obstacle::stub_missing : Obstacle::refused;
    case EPERM:
      if (clues.clone == "0") return Obstacle::clone_off;
      if (clues.is_chroot) return Obstacle::chroot;
      return clues.has_seccomp ? Obstacle::seccomp : Obstacle::unknown;
    default:
      return Obstacle::unknown;
  }
}

}  // namespace aug
