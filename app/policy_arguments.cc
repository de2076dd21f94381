#include "app/policy_arguments.h"

#include "core/text/failure.h"
#include "core/text/lists.h"

namespace aug::app {

Failure no_policy_named(const std::string& hint) {
  return {ExitCode::usage, "no-policy-named"_id, "cannot start: no policy is named", hint};
}

std::vector<PolicyText> policies_named(const Host& host, const Invocation& invocation) {
  if (invocation.arguments.empty()) {
    throw no_policy_named(
        "name a policy file, or one that 'aa-userns-gen list' has, such as runner; '-' reads it from "
        "a pipe");
  }
  std::vector<PolicyText> texts;
  Diagnoses missing;
  for (const std::string& argument : invocation.arguments) {
    try {
      texts.push_back(find_policy(host.root, argument));
    } catch (const Failure& failure) {
      append(missing, failure.diagnoses());
    }
  }
  if (!missing.empty()) throw Failure(ExitCode::invalid_policy, missing);
  return texts;
}

void add_all_option(po::options_description& options) {
  options.add_options()("all", po::bool_switch(), "every policy in /etc/aa-userns-gen/policies");
}

std::vector<PolicyText> policies_named_or_all(const Host& host, const Invocation& invocation) {
  if (!invocation.is_set("all")) return policies_named(host, invocation);
  require_no_arguments(invocation, "--all");
  return own_policies(host.root);
}

}  // namespace aug::app
