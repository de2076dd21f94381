#include "actions/new_policy.h"

#include "actions/known_policies.h"
#include "actions/suggest_programs.h"
#include "core/log/suggestion_text.h"
#include "core/policy/example_policy.h"
#include "core/policy/policy_name.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/policy_folders.h"

namespace aug {
namespace {

void require_name(const std::string& name) {
  const std::string flaw = flaw_in_policy_name(name);
  if (flaw.empty()) return;
  throw Failure(ExitCode::usage, "bad-policy-name"_id,
                aug::format("cannot make the policy {}: its name {}", quoted(name), flaw),
                name.find('/') == std::string::npos ? "" : "the name of the policy comes first, then its programs");
}

[[noreturn]] void refuse(const std::string& name, const std::string& what) {
  throw Failure(ExitCode::failed, "policy-exists"_id, aug::format("cannot make the policy '{}': {}", name, what),
                aug::format("take another name; 'aa-userns-gen show {}' prints it", name));
}

/// Whoever says the name must mean one policy.
void require_unknown(const Host& host, const std::string& name) {
  if (const auto found = policy_in_folders(host.root, name + ".yaml")) {
    refuse(name, aug::format("there is {} already", found->origin));
  }
  for (const KnownPolicy& known : known_policies(host.root)) {
    if (known.policy && known.name == name) refuse(name, aug::format("{} has that name already", known.source.origin));
  }
  for (const AppliedPolicy& applied : host.store.current().generation.policies) {
    if (applied.name == name) refuse(name, aug::format("one is applied already, from {}", applied.source.origin));
  }
}

}  // namespace

NewPolicy new_policy(const Host& host, const std::string& name, const std::vector<std::string>& programs) {
  require_name(name);
  host.require_permission();
  require_unknown(host, name);
  NewPolicy made;
  if (programs.empty()) {
    made.text = example_policy(name);
  } else {
    made.suggestion = suggest_programs(host, programs).suggestion;
    made.suggestion.policy = name;
    made.text = policy_text(made.suggestion, origin_of_named);
  }
  if (!made.text.empty()) made.file = place_new_policy(host.root, name, made.text);
  return made;
}

}  // namespace aug
