#include "actions/show.h"

#include <algorithm>
#include <optional>

#include "actions/known_policies.h"
#include "core/text/format.h"
#include "system/attempt.h"
#include "system/policy_files.h"

namespace aug {
namespace {

std::optional<PolicyText> known_as(const Root& root, const std::string& name) {
  for (KnownPolicy& known : attempt([&] { return known_policies(root); })) {
    if (known.policy && known.name == name) return std::move(known.source);
  }
  return std::nullopt;
}

std::optional<PolicyText> applied_as(const Host& host, const std::string& name) {
  if (!host.may_read_state()) return std::nullopt;
  const Generation current = host.store.current().generation;
  const auto found = std::ranges::find(current.policies, name, &AppliedPolicy::name);
  if (found == current.policies.end()) return std::nullopt;
  return PolicyText{found->source.text, aug::format("what is applied, from {}", found->source.origin)};
}

}  // namespace

PolicyText show(const Host& host, const std::string& name) {
  return attempt([&] { return find_policy(host.root, name); },
                 [&](const Failure& failure) {
                   if (auto known = known_as(host.root, name)) return std::move(*known);
                   if (auto applied = applied_as(host, name)) return std::move(*applied);
                   throw failure;
                 });
}

}  // namespace aug
