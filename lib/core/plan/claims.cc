#include "core/plan/claims.h"

#include <algorithm>

#include "core/text/format.h"
#include "core/text/other_tree.h"
#include "core/text/shell_word.h"
#include "core/text/utf8.h"

namespace aug {
namespace {

/// "4.0" of "abi/4.0"; a version before 4.0 has no rules about user namespaces.
bool has_userns_rules(const std::string& abi) {
  const std::size_t digit = abi.find_first_of("0123456789");
  return digit != std::string::npos && (abi[digit] >= '4' || abi.find_first_of("0123456789", digit + 1) == digit + 1);
}

std::vector<const OtherProfile*> named(const std::vector<std::string>& names, const std::string& path,
                                       const HostFacts& facts) {
  std::vector<const OtherProfile*> found;
  for (const OtherProfile& other : facts.others) {
    const bool is_named = std::find(names.begin(), names.end(), other.profile.name) != names.end();
    if (is_named && Attachment(other.profile.attachments).matches(path)) found.push_back(&other);
  }
  return found;
}

bool is_on_disk(const std::string& name, const HostFacts& facts) {
  return std::any_of(facts.others.begin(), facts.others.end(),
                     [&](const OtherProfile& other) { return full_name(other.profile) == name; });
}

Claim claim_in_kernel(const std::string& path, const std::string& ours, const HostFacts& facts) {
  const auto label = facts.labels.find(path);
  if (label == facts.labels.end() || label->second == ours) return {};
  if (!facts.foreign.contains(label->second) || is_on_disk(label->second, facts)) return {};
  return {Claim::Kind::refused, {}, label->second};
}

/// Of profiles of one name, in several files perhaps.
Claim::Kind kind_of_one(const std::vector<const OtherProfile*>& by) {
  if (std::any_of(by.begin(), by.end(), [](const OtherProfile* other) { return complains(*other); })) {
    return Claim::Kind::complaining;
  }
  const bool all_grant =
      std::all_of(by.begin(), by.end(), [](const OtherProfile* other) { return grants_userns(*other); });
  return all_grant ? Claim::Kind::granted : Claim::Kind::refused;
}

/// How to be rid of them by hand.
std::string way_out_of(const Claim& claim, const std::string& tree) {
  const std::string& name = claim.by.empty() ? claim.profile : claim.by.front()->path;
  // Nobody could see what would be run.
  if (!is_plain_line(name)) return "switch it off by hand: its name cannot be given to a shell safely";
  const std::string word = shell_word(name);
  if (claim.by.empty()) {
    return aug::format("unload it: printf %s {} > /sys/kernel/security/apparmor/.remove", word);
  }
  if (!tree.empty()) {
    return "switch it off: " + told_of_tree(tree, aug::format("ln -s {} /etc/apparmor.d/disable/", word));
  }
  return aug::format("switch it off: apparmor_parser --remove {} && ln -s {} /etc/apparmor.d/disable/", word, word);
}

}  // namespace

bool complains(const OtherProfile& other) {
  return other.is_complaining || has_flag(other.profile, "complain");
}

bool grants_userns(const OtherProfile& other) {
  if (complains(other)) return true;
  const std::string& abi = other.profile.abi;
  return other.profile.grants_userns || !(abi.empty() ? other.default_abi_has_userns : has_userns_rules(abi));
}

Claims::Claims(const HostFacts& facts) : facts_(facts) {
  std::vector<ScannedProfile> profiles;
  for (const OtherProfile& other : facts.others) profiles.push_back(other.profile);
  candidates_ = candidates_among(profiles, facts.rules);
}

Claim Claims::on(const std::string& path, const std::string& ours) const {
  const auto attributes = facts_.attributes.find(path);
  const AttachmentChoice choice =
      winner_of(path, candidates_, attributes == facts_.attributes.end() ? nullptr : &attributes->second);
  if (choice.kind == AttachmentChoice::Kind::none) return claim_in_kernel(path, ours, facts_);

  Claim claim{Claim::Kind::tied, named(choice.profiles, path, facts_), choice.profiles.front()};
  if (choice.kind == AttachmentChoice::Kind::winner) claim.kind = kind_of_one(claim.by);
  return claim;
}

std::string described(const Claim& claim) {
  if (claim.by.empty()) return aug::format("the profile '{}' (in the kernel, from no file)", claim.profile);
  std::vector<std::string> words;
  for (const OtherProfile* other : claim.by) {
    words.push_back(
        aug::format("the profile '{}' ({}:{})", other->profile.name, other->profile.file, other->profile.line));
  }
  return aug::format("{}", fmt::join(words, " and "));
}

Settlement settle(const Claim& claim, const BinaryEntry& entry, const std::string& path, const std::string& program) {
  if (claim.kind == Claim::Kind::none) return Settlement::ours;
  if (claim.kind != Claim::Kind::granted || !entry.helpers.empty()) return Settlement::conflict;
  if (!entry.glob) return Settlement::theirs;
  const bool can_both = std::all_of(claim.by.begin(), claim.by.end(), [&](const OtherProfile* other) {
    return encounter(Attachment(path), Attachment(other->profile.attachments), {&program, 1}) != Encounter::tie;
  });
  return can_both ? Settlement::ours : Settlement::conflict;
}

Diagnosis conflict_with(const Claim& claim, const BinaryEntry& entry, const Location& location,
                        const std::string& program, const std::string& tree) {
  using Kind = Claim::Kind;
  const char* why = claim.by.empty()              ? "claims it, until the next boot"
                    : claim.kind == Kind::tied    ? "claim it, and the kernel takes neither"
                    : claim.kind == Kind::refused ? "claims it, and does not grant them"
                    : claim.kind == Kind::complaining
                        ? "claims it in complain mode, which breaks some of what it starts"
                    : entry.helpers.empty() ? "claims it as well: the kernel would take neither"
                                            : "claims it, and knows no helpers";
  std::string hint = way_out_of(claim, tree);
  if (!claim.by.empty()) hint += ", or let the policy do so with 'on_conflict: take-over'";
  return {"claimed-by-other"_id, Severity::error, location,
          aug::format("cannot grant namespaces to '{}': {} {}", program, described(claim), why), hint};
}

}  // namespace aug
