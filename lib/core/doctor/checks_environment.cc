#include "core/apparmor/label.h"
#include "core/doctor/checks.h"
#include "core/text/format.h"

namespace aug {
namespace {

using Level = Check::Level;

Check in_container(const EnvironmentFacts& environment) {
  const bool own_policy =
      environment.is_stacked || (!environment.policy_space.empty() && environment.policy_space != "root");
  return {"container"_id, Level::info,
          own_policy ? "this is a container with an AppArmor policy of its own: the host's counts as well"
                     : "this is a container: its host decides on user namespaces, and holds the profiles",
          aug::format("container '{}'; AppArmor namespace '{}'", environment.container, environment.policy_space),
          by_hand("run this on the host of the container")};
}

}  // namespace

Checks checks_on_environment(const DoctorFacts& facts) {
  const EnvironmentFacts& environment = facts.environment;
  Checks checks;
  if (!environment.container.empty()) checks.push_back(in_container(environment));
  if (environment.is_wsl) {
    checks.push_back({"wsl"_id, Level::info, "this is WSL: its kernel, Microsoft's, decides on AppArmor and namespaces",
                      facts.kernel.release});
  }
  if (environment.is_chroot) {
    checks.push_back({"chroot"_id, Level::info, "this runs in a chroot, where the kernel refuses user namespaces",
                      "/proc/1/root is another folder than /",
                      by_hand("for an image tree, use --root DIR from outside")});
  }
  if (environment.is_in_user_namespace) {
    checks.push_back({"user-namespace"_id, Level::info,
                      "this runs in a user namespace: what it sees may not hold outside",
                      "/proc/self/uid_map does not map all users"});
  }
  if (label_from(environment.label).has(stub_profile)) {
    checks.push_back({"confined"_id, Level::fail,
                      "this very process is in a user namespace without any capability, and so is what it starts",
                      aug::format("its label is '{}'", environment.label),
                      by_hand("run this from a plain login, not from a service or a sandbox")});
  }
  if (environment.no_new_privs && !environment.label.empty() && !label_from(environment.label).is_unconfined()) {
    checks.push_back({"no-new-privs"_id, Level::warn,
                      "no_new_privs is set on this confined process: what it starts only gets more profiles, never "
                      "another one",
                      aug::format("its label is '{}'", environment.label),
                      by_hand("start the program from an unconfined process")});
  } else if (environment.no_new_privs) {
    checks.push_back({"no-new-privs"_id, Level::info, "no_new_privs is set on this process, and on what it starts",
                      "NoNewPrivs of /proc/self/status is 1"});
  }
  if (!facts.is_root && !facts.is_image) {
    checks.push_back({"privilege"_id, Level::info,
                      "this is not root: what is applied, the loaded profiles and others' processes were not seen", "",
                      by_hand("run this as root to see more")});
  }
  return checks;
}

}  // namespace aug
