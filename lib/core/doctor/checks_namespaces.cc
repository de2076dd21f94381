#include <algorithm>

#include "core/apparmor/label.h"
#include "core/doctor/checks.h"
#include "core/host/sysctl_names.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

using Level = Check::Level;

constexpr const char* stub = "/etc/apparmor.d/unprivileged_userns";  // the file of stub_profile

/// Doubled, since the number in use cannot be asked for.
Remedy higher_limit(const DoctorFacts& facts) {
  const long now = std::strtol(value_now(facts, sysctl_name::namespace_limit).c_str(), nullptr, 10);
  return {
      RemedyCommand{"sysctl", {"-w", aug::format("{}={}", sysctl_name::namespace_limit, std::max(now, 1000L) * 2)}}};
}

Remedy stub_remedy(const DoctorFacts& facts) {
  const auto file = std::find_if(facts.profiles.files.begin(), facts.profiles.files.end(),
                                 [](const ProfileFileFacts& each) { return each.path == stub; });
  if (file == facts.profiles.files.end()) {
    return {reinstall_remedy(), replace_remedy(stub)};
  }
  if (!file->is_disabled) return {replace_remedy(stub)};
  return {RemedyCommand{"rm", {"/etc/apparmor.d/disable/unprivileged_userns"}}, replace_remedy(stub)};
}

Check stub_missing(const DoctorFacts& facts, const std::string& evidence) {
  return {"unprivileged-userns"_id, Level::fail,
          "the kernel lacks the profile 'unprivileged_userns', which its restriction wants", evidence,
          stub_remedy(facts)};
}

Check stub_complains(const std::string& evidence) {
  return {"unprivileged-userns"_id,
          Level::warn,
          "the restriction is on, but the profile 'unprivileged_userns' refuses nothing",
          evidence,
          {RemedyCommand{"rm", {"-f", "/etc/apparmor.d/force-complain/unprivileged_userns"}},
           RemedyCommand{"sed", {"-i", "s/ flags=(complain)//", stub}}, replace_remedy(stub)}};
}

Check check_of(Obstacle obstacle, const DoctorFacts& facts) {
  const std::string evidence = describe(*facts.baseline);
  const auto failed = [&](std::string message, Remedy remedy) {
    return Check{"namespaces"_id, Level::fail, std::move(message), evidence, std::move(remedy)};
  };
  switch (obstacle) {
    case Obstacle::none:
      if (is_restricted(facts)) return stub_complains(evidence);
      return {"namespaces"_id, Level::ok, "a plain user can use user namespaces without a profile", evidence};
    case Obstacle::restriction:
      return {"namespaces"_id, Level::ok,
              "without a profile, a user namespace is without any capability: the restriction works", evidence};
    case Obstacle::stub_missing:
      return stub_missing(facts, evidence);
    case Obstacle::limit_reached:
      return failed("the limit of user namespaces is reached, or too many are one in the other", higher_limit(facts));
    case Obstacle::seccomp:
      return failed(
          "a seccomp filter refuses user namespaces, as those of containers do",
          {RemedyNote{"on the host: start the container with a filter that allows unshare and clone, such as"},
           RemedyNote{"'docker run --security-opt seccomp=FILE'"}});
    case Obstacle::chroot:
      return failed("the kernel refuses user namespaces in a chroot", by_hand("run this outside of the chroot"));
    case Obstacle::no_support:
      return failed("this kernel has no user namespaces", by_hand("this needs a kernel with CONFIG_USER_NS"));
    case Obstacle::refused:
      return failed(
          "AppArmor refuses user namespaces to this very process, and what it starts",
          by_hand(aug::format("start it from an unconfined process; this one is '{}'", facts.environment.label)));
    case Obstacle::limit_zero:
    case Obstacle::clone_off:
      return {"namespaces"_id, Level::info, "nobody but root can use user namespaces", evidence};
    case Obstacle::unknown:
      break;
  }
  return failed("a plain user cannot use user namespaces, and why cannot be told",
                by_hand("see what 'dmesg' says when a plain user runs 'unshare --user --map-root-user true'"));
}

}  // namespace

Checks checks_on_namespaces(const DoctorFacts& facts) {
  if (!facts.baseline) return {};
  const ObstacleClues clues{is_restricted(facts), facts.environment.has_seccomp, facts.environment.is_chroot,
                            value_now(facts, sysctl_name::unprivileged_clone),
                            value_now(facts, sysctl_name::namespace_limit)};
  const Obstacle obstacle = obstacle_of(*facts.baseline, clues);
  Checks checks{check_of(obstacle, facts)};
  const bool lacks_stub =
      facts.kernel.loaded && is_restricted(facts) && !facts.kernel.loaded->contains(std::string(stub_profile));
  if (lacks_stub && obstacle != Obstacle::stub_missing) {
    checks.push_back(stub_missing(facts, "it is not among the loaded profiles"));
  }
  return checks;
}

}  // namespace aug
