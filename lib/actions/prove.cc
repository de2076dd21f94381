#include "actions/prove.h"

#include "core/apparmor/label.h"
#include "core/apparmor/profile_family.h"
#include "core/policy/template_traits.h"
#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

enum class Need { namespace_alone, all_of_it };

bool complains(const std::string& label) {
  return label_from(label).mode == "complain";
}

bool is_by_other(const PlannedBinary& binary) {
  return binary.state == BinaryState::granted_by_other;
}

std::string flaw_in_use(const TriedNamespace& tried, const std::string& program, Need need) {
  using Stage = NamespaceUse::Stage;
  if (!tried.failure.empty()) throw Failure(ExitCode::failed, tried.failure);
  if (tried.use.reached < Stage::load) {
    throw Failure(ExitCode::failed,
                  aug::format("cannot tell whether {} can use a user namespace: {}", program, describe(tried.use)));
  }
  if (need == Need::all_of_it ? tried.use.works() : tried.use.reached > Stage::create) return "";
  return aug::format("cannot use a user namespace with {}: {}", program, describe(tried.use));
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

std::optional<NamespaceTrial> trial_for(const PlannedBinary& binary, const std::string& program) {
  if (traits_of(binary.template_name).has_child) return std::nullopt;
  return NamespaceTrial{is_by_other(binary) ? binary.by : binary.profile, program};
}

std::string flaw_in_grant(const PlannedBinary& binary, const std::string& program, const LoadedProfiles& loaded,
                          const TriedNamespace& tried) {
  const TemplateTraits traits = traits_of(binary.template_name);
  if (traits.has_child) {
    const auto child = is_by_other(binary) ? loaded.end() : loaded.find(child_of(binary.profile));
    return flaw_in_bubblewrap(program, child != loaded.end() && child->second.mode == "enforce");
  }
  // A template of one's own, or another's profile, may leave mounts or networks out. Complain mode allows all that it
  // can: what fails there was not left out.
  const bool has_all = is_by_other(binary) ? complains(tried.use.label) : traits.is_unconfined;
  return flaw_in_use(tried, program, has_all ? Need::all_of_it : Need::namespace_alone);
}

}  // namespace aug
