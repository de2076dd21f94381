#include "core/apparmor/attachment.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/apparmor/path_automaton.h"

namespace aug {
namespace {

/// What the kernel remembers of the way that it came (WB_HISTORY_SIZE).
constexpr std::size_t remembered = 32;

/// The bytes up to where the automaton comes back to a state. As the kernel does it: it only looks when the way does
/// not lead to a state of a higher number, not at the first state, and not further back than it remembers.
std::size_t count_of(const PathAutomaton& automaton, std::string_view path) {
  std::vector<int> states{automaton.start()};
  for (const char c : path) {
    const int last = states.back();
    const int next = automaton.next(last, c);
    const std::size_t length = std::min(states.size() - 1, remembered);
    for (std::size_t back = 0; last >= next && back < length; ++back) {
      const std::size_t at = states.size() - 1 - back;
      if (states[at] == next) return at;
    }
    states.push_back(next);
  }
  return path.size();
}

using Kind = AttachmentChoice::Kind;

/// Of one path. No host has so many; a tree may, and each costs an automaton.
constexpr std::size_t most_contenders = 50;

struct Contender {
  const Candidate* candidate;
  std::optional<std::size_t> reach;
};

AttachmentChoice tie_between(const std::vector<Contender>& contenders, bool is_uncertain) {
  AttachmentChoice choice{Kind::tie, {}, is_uncertain};
  for (const Contender& contender : contenders) choice.profiles.push_back(contender.candidate->profile);
  return choice;
}

AttachmentChoice choice_among(std::vector<Contender> contenders) {
  if (contenders.empty()) return {};
  for (const Contender& contender : contenders) {
    if (contender.candidate->attachment.is_by_name()) return {Kind::winner, {contender.candidate->profile}, false};
  }
  if (contenders.size() > 1) {
    std::size_t highest = 0;
    for (const Contender& contender : contenders) {
      if (!contender.reach) return tie_between(contenders, true);
      highest = std::max(highest, *contender.reach);
    }
    std::erase_if(contenders, [&](const Contender& contender) { return *contender.reach < highest; });
  }
  if (contenders.size() > 1) return tie_between(contenders, false);
  return {Kind::winner, {contenders.front().candidate->profile}, false};
}

}  // namespace

Attachment::Attachment(std::span<const std::string> patterns) {
  if (auto pattern = PathPattern::of(patterns)) pattern_ = std::make_shared<const PathPattern>(std::move(*pattern));
}

Attachment::Attachment(const std::string& pattern) : Attachment(std::span(&pattern, 1)) {}

Attachment Attachment::by_name(const std::string& path) {
  Attachment attachment(path);
  attachment.name_ = path;
  return attachment;
}

bool Attachment::matches(std::string_view path) const {
  return is_by_name() ? path == name_ : pattern_ && pattern_->matches(path);
}

std::optional<std::size_t> Attachment::reach(std::string_view path) const {
  const auto automaton = pattern_ ? PathAutomaton::of(*pattern_) : std::nullopt;
  return automaton ? std::optional(count_of(*automaton, path)) : std::nullopt;
}

std::vector<Candidate> candidates_among(std::span<const ScannedProfile> profiles, const AttachmentRules& rules) {
  std::vector<Candidate> candidates;
  for (const ScannedProfile& profile : profiles) {
    if (profile.is_child || !profile.space.empty() || profile.attachments.empty()) continue;
    const bool is_literal = std::ranges::all_of(profile.attachments, is_literal_pattern);
    const bool is_by_name = is_literal && profile.named_by_path && profile.attachments.size() == 1 &&
                            profile.conditions.empty() && rules.parser_generation < 5;
    candidates.push_back(
        {profile.name, is_by_name ? Attachment::by_name(profile.name) : Attachment(profile.attachments),
         !profile.conditions.empty() || (rules.encodes_differences && !is_literal), profile.conditions});
  }
  return candidates;
}

AttachmentChoice winner_of(std::string_view path, std::span<const Candidate> candidates,
                           const FileAttributes* attributes) {
  std::vector<Contender> contenders;
  for (const Candidate& candidate : candidates) {
    if (attributes != nullptr && !may_meet(*attributes, candidate.conditions)) continue;
    if (candidate.attachment.matches(path)) contenders.push_back({&candidate, {}});
  }
  if (contenders.size() > most_contenders) {
    contenders.resize(most_contenders);
    return tie_between(contenders, true);
  }
  if (contenders.size() > 1) {
    for (Contender& contender : contenders) contender.reach = contender.candidate->attachment.reach(path);
  }
  const AttachmentChoice with_all = choice_among(contenders);
  std::vector<Contender> certain = contenders;
  std::erase_if(certain, [](const Contender& contender) { return contender.candidate->is_conditional; });
  if (certain.size() == contenders.size() || choice_among(certain) == with_all) return with_all;
  return tie_between(contenders, true);
}

Encounter encounter(const Attachment& ours, const Attachment& theirs, std::span<const std::string> paths) {
  const std::array<Candidate, 2> both = {Candidate{"ours", ours}, Candidate{"theirs", theirs}};
  Encounter worst = Encounter::never_meet;
  for (const std::string& path : paths) {
    if (!ours.matches(path) || !theirs.matches(path)) continue;
    const AttachmentChoice choice = winner_of(path, both);
    Encounter here = Encounter::tie;
    if (choice.kind == Kind::winner) {
      here = choice.profiles.front() == "ours" ? Encounter::we_win : Encounter::they_win;
    }
    worst = std::max(worst, here);
  }
  return worst;
}

}  // namespace aug
