#include "core/plan/extension.h"

#include <algorithm>
#include <map>
#include <string>

#include "core/apparmor/aare.h"
#include "core/apparmor/profile_family.h"
#include "core/plan/profile_text.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {

std::optional<Extension> extension_of(const Claim& claim, const HostFacts& facts) {
  if (claim.kind != Claim::Kind::granted || claim.by.size() != 1) return std::nullopt;
  const OtherProfile& profile = *claim.by.front();
  const auto child = std::ranges::find_if(facts.others, [&](const OtherProfile& other) {
    return other.path == profile.path && full_name(other.profile) == child_of(full_name(profile.profile));
  });
  if (child == facts.others.end()) return std::nullopt;
  const std::vector<std::string>& locals = profile.profile.local_includes;
  const std::vector<std::string>& child_locals = child->profile.local_includes;
  if (locals.empty() || child_locals.empty() || locals.front() == child_locals.front()) return std::nullopt;
  // Both become words of rules.
  const bool can_be_named = flaw_in_profile_name(profile.profile.name).empty() && profile.profile.space.empty();
  if (!can_be_named) return std::nullopt;
  return Extension{profile.path,   profile.profile.name, child->profile.name,
                   locals.front(), child_locals.front(), helper_of(profile.profile.name)};
}

std::string helper_profile_of(const PlannedBinary& binary) {
  return helper_of(binary.by.empty() ? binary.profile : binary.by);
}

void add_helpers(std::vector<Extension>& extensions, const Extension& more) {
  const auto at = std::ranges::lower_bound(extensions, more.file, {}, &Extension::file);
  const auto there = at == extensions.end() || at->file != more.file ? extensions.insert(at, more) : at;
  for (const std::string& helper : more.helpers) add_once(there->helpers, helper);
  std::ranges::sort(there->helpers);
}

std::vector<LocalBlock> blocks_of(const std::vector<Extension>& extensions) {
  std::map<std::string, std::string> rules;  // by file
  for (const Extension& extension : extensions) {
    for (const std::string& helper : extension.helpers) {
      const std::string path = helper_text(helper, extension.because);
      rules[extension.profile_local] += aug::format("  {} px -> {}//&{},\n", path, extension.profile, extension.helper);
      rules[extension.child_local] += aug::format("  {} px -> {},\n", path, extension.helper);
    }
  }
  std::vector<LocalBlock> blocks;
  for (auto& [path, lines] : rules) blocks.push_back({path, std::move(lines)});
  return blocks;
}

}  // namespace aug
