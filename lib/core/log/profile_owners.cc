#include "core/log/profile_owners.h"

#include <algorithm>
#include <array>

#include "core/apparmor/label.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

constexpr const char* of_container =
    "it is chosen where the container is started, such as with '--security-opt apparmor=unconfined' or the name of a "
    "profile of your own ('securityContext.appArmorProfile' in Kubernetes); the runtime writes this one anew, and an "
    "edit does not last";
constexpr const char* of_lxc =
    "it is chosen in the container's configuration: 'lxc.apparmor.allow_nesting = 1' with 'lxc.apparmor.profile = "
    "generated', or a profile of your own in 'lxc.apparmor.profile'";
constexpr const char* of_incus =
    "it is changed by the container's options: 'lxc config set NAME security.nesting true' (for Incus 'incus config "
    "set NAME security.nesting true'), and the container is started anew";
constexpr const char* of_libvirt =
    "it is made from /etc/apparmor.d/libvirt/TEMPLATE.qemu for each start of the machine; additions for all machines "
    "belong into /etc/apparmor.d/local/abstractions/libvirt-qemu";

struct Family {
  std::string_view prefix;
  std::string_view who;
  std::string_view how;
  bool is_container;
};

// The names are those in the sources of each program.
constexpr std::array<Family, 19> families = {{
    {"snap-update-ns.", "snapd", "", false},
    {"snap.", "snapd", "", false},
    {"/snap/snapd/", "snapd", "", false},
    {"/usr/lib/snapd/", "snapd", "", false},
    {"docker-default", "Docker", of_container, true},
    {"containers-default-", "Podman or Buildah", of_container, true},
    {"cri-containerd.apparmor.d", "containerd", of_container, true},
    {"containerd-default", "containerd", of_container, true},
    {"crio-default", "CRI-O", of_container, true},
    {"nerdctl-default", "nerdctl", of_container, true},
    {"buildkit-default", "BuildKit", of_container, true},
    {"lxc-container-", "LXC", of_lxc, true},
    {"lxc-", "LXC", of_lxc, true},
    {"/usr/bin/lxc-start", "LXC", of_lxc, true},
    {"lxd-", "LXD", of_incus, true},
    {"lxd_", "LXD", of_incus, true},
    {"incus-", "Incus", of_incus, true},
    {"incus_", "Incus", of_incus, true},
    {"libvirt-", "libvirt", of_libvirt, false},
}};

/// "thunder" of "snap.thunder.thunder"; "NAME" where the profile does not say.
std::string snap_in(std::string_view profile) {
  constexpr std::string_view begin = "snap.";
  if (!profile.starts_with(begin)) return "NAME";
  profile.remove_prefix(begin.size());
  return std::string(profile.substr(0, profile.find('.')));
}

std::string how_for_snap(std::string_view profile) {
  const std::string snap = harmless(snap_in(profile));
  return aug::format(
      "it is changed by the snap's interfaces alone: 'snap connections {}' lists them; those that allow user "
      "namespaces are 'userns' and 'browser-support', which the snap's publisher asks for; or install the program "
      "without snap, and grant it there",
      snap);
}

/// The kernel's own name for a profile of what a complaining profile started.
ProfileOwner owner_of_learning(std::string_view profile) {
  const std::string parent(profile.substr(0, profile.find("//null-")));
  return {"the kernel",
          aug::format("the kernel made it since {} is in complain mode or has no rule for this program: change that "
                      "profile; where it only is to allow user namespaces, give it flags=(unconfined) back, and load "
                      "it with 'apparmor_parser --replace FILE'",
                      quoted(parent)),
          false};
}

ProfileOwner owner_of_one(std::string_view profile) {
  if (profile.find("//null-") != std::string_view::npos) return owner_of_learning(profile);
  const auto found =
      std::ranges::find_if(families, [&](const Family& family) { return profile.starts_with(family.prefix); });
  if (found == families.end()) return {};
  const std::string how = found->how.empty() ? how_for_snap(profile) : std::string(found->how);
  return {std::string(found->who), how, found->is_container};
}

}  // namespace

ProfileOwner owner_of(std::string_view profile) {
  const Label label = label_from(profile);
  for (const std::string& each : label.profiles) {
    if (ProfileOwner owner = owner_of_one(each); owner.is_program()) return owner;
  }
  return {};
}

}  // namespace aug
