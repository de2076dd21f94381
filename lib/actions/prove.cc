#include "actions/prove.h"

#include "core/apparmor/profile_family.h"
#include "core/policy/template_traits.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/probe.h"

namespace aug {
namespace {

enum class Need { namespace_alone, all_of_it };

/// Under the profile that the program gets, but without running it. Throws Failure(failed) where it cannot be tried.
std::string flaw_in_use(const std::string& profile, const std::string& program, Need need) {
  using Stage = NamespaceUse::Stage;
  const NamespaceUse use = use_namespace(profile, program);
  if (use.reached < Stage::load) {
    throw Failure(ExitCode::failed,
                  aug::format("cannot tell whether {} can use a user namespace: {}", program, describe(use)));
  }
  if (need == Need::all_of_it ? use.works() : use.reached > Stage::create) return "";
  return aug::format("cannot use a user namespace with {}: {}", program, describe(use));
}

std::string flaw_in_bubblewrap(const std::string& program, bool is_child_enforced) {
  const NamespaceProbe probe = probe_bubblewrap(program);
  if (!probe.creates_namespace) {
    return aug::format("cannot create a user namespace with {}: {}", program, probe.evidence);
  }
  if (is_child_enforced && !probe.capability_refused) {
    return aug::format("a program in a sandbox of {} can use capabilities: {}", program, probe.evidence);
  }
  return "";
}

}  // namespace

std::string flaw_in_grant(const PlannedBinary& binary, const std::string& program, const LoadedProfiles& loaded) {
  const TemplateTraits traits = traits_of(binary.template_name);
  if (traits.has_child) {
    const auto child = loaded.find(child_of(binary.profile));
    return flaw_in_bubblewrap(program, child != loaded.end() && child->second.mode == "enforce");
  }
  // A template of one's own may leave mounts or networks out.
  return flaw_in_use(binary.profile, program, traits.is_unconfined ? Need::all_of_it : Need::namespace_alone);
}

std::string flaw_in_grant_by_other(const PlannedBinary& binary, const std::string& program) {
  if (traits_of(binary.template_name).has_child) return flaw_in_bubblewrap(program, false);
  return flaw_in_use(binary.by, program, Need::namespace_alone);
}

}  // namespace aug
