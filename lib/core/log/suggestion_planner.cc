#include "core/log/suggestion_planner.h"

#include <algorithm>
#include <optional>

#include "core/apparmor/profile_family.h"
#include "core/host/bubblewrap.h"
#include "core/log/helper_suggestion.h"
#include "core/log/incident_remarks.h"
#include "core/log/objections.h"
#include "core/log/program_remarks.h"
#include "core/log/suggestion_text.h"
#include "core/policy/policy_reader.h"
#include "core/policy/template_traits.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/lists.h"

namespace aug {
namespace {

/// The name that a policy with this entry alone would give the profile; "" when the policy's reader refuses it.
std::string profile_of(const SuggestedEntry& entry) {
  const PolicyReading reading = read_policy(policy_text({.entries = {entry}, .remarks = {}}, ""), "");
  return reading.policy ? reading.policy->binaries.front().profile : "";
}

void add_new(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& each : more) {
    if (std::ranges::find(all, each) == all.end()) all.push_back(each);
  }
}

/// One profile has one entry, whatever programs of one name there are.
void add_entry(SuggestedEntry entry, Suggestion& suggestion) {
  const auto same = std::ranges::find(suggestion.entries, entry.profile, &SuggestedEntry::profile);
  if (same == suggestion.entries.end()) {
    suggestion.entries.push_back(std::move(entry));
    return;
  }
  append(same->because, entry.because);
  add_new(same->paths, entry.paths);
  add_new(same->helpers, entry.helpers);
}

/// False when the path gives no name for a profile.
bool add_entry(const ExaminedIncident& examined, Suggestion& suggestion) {
  SuggestedEntry entry{"", template_for(program_meant(examined.facts)), {examined.facts.path}, {examined}};
  entry.profile = profile_of(entry);
  if (entry.profile.empty()) return false;
  add_entry(std::move(entry), suggestion);
  return true;
}

/// The same words for several incidents are said once.
void add_remark(Remark remark, Suggestion& suggestion) {
  const auto same = std::ranges::find_if(suggestion.remarks, [&](const Remark& other) {
    return other.what == remark.what && other.instead == remark.instead;
  });
  if (same == suggestion.remarks.end()) {
    suggestion.remarks.push_back(std::move(remark));
  } else {
    append(same->because, remark.because);
  }
}

void add_nested(const ExaminedIncident& examined, Suggestion& suggestion) {
  if (auto entry = helper_entry(examined)) return add_entry(std::move(*entry), suggestion);
  add_remark(remark_on_nested(examined), suggestion);
}

/// What is refused inside of a namespace needs no words where the making of the namespace has some.
bool is_explained(const Incident& follow_up, const std::vector<ExaminedIncident>& incidents) {
  return std::ranges::any_of(incidents, [&](const ExaminedIncident& other) {
    const Meaning meaning = other.incident.meaning;
    return (meaning == Meaning::needs_grant || meaning == Meaning::unit_sandbox) &&
           (other.incident.is_proved() || other.incident.author == follow_up.author) &&
           other.incident.last.comm == follow_up.last.comm;
  });
}

/// Without that profile nothing works that has no grant, whatever else is suggested.
std::optional<Remark> on_missing_stub(const std::vector<ExaminedIncident>& incidents) {
  Remark remark{{},
                "the profile 'unprivileged_userns' is not loaded: no program without a grant can make a user namespace "
                "at all",
                "load it first, with 'sudo systemctl reload apparmor'; where its file is gone, 'sudo apt-get install "
                "--reinstall -o Dpkg::Options::=--force-confmiss apparmor' brings it back"};
  for (const ExaminedIncident& examined : incidents) {
    const AuditRecord& record = examined.incident.last;
    const Author author = examined.incident.author;
    if (author != Author::kernel && author != Author::named_file) continue;
    const bool says_so = record.info.find("failed to find unprivileged_userns profile") != std::string::npos;
    if (says_so && record.policy_namespace.empty()) remark.because.push_back(examined.incident);
  }
  return remark.because.empty() ? std::nullopt : std::optional(remark);
}

}  // namespace

Suggestion suggestion_of(const std::vector<ExaminedIncident>& incidents) {
  Suggestion suggestion;
  if (auto missing = on_missing_stub(incidents)) suggestion.remarks.push_back(std::move(*missing));
  for (const ExaminedIncident& examined : incidents) {
    if (examined.incident.meaning == Meaning::follow_up && is_explained(examined.incident, incidents)) continue;
    if (examined.incident.author == Author::broken_record) {
      add_remark(after_broken_record(examined.incident), suggestion);
    } else if (examined.incident.meaning == Meaning::nested) {
      add_nested(examined, suggestion);
    } else if (examined.incident.meaning != Meaning::needs_grant) {
      add_remark(remark_on(examined.incident), suggestion);
    } else if (auto objection = objection_to(examined)) {
      add_remark(std::move(*objection), suggestion);
    } else if (!add_entry(examined, suggestion)) {
      add_remark(bad_path(examined, "gives no valid name for a profile"), suggestion);
    }
  }
  return suggestion;
}

Suggestion named_after_program(Suggestion suggestion) {
  if (suggestion.entries.size() != 1) return suggestion;
  std::string name = small_letters(suggestion.entries.front().profile);
  const auto is_plain = [](char c) { return is_letter(c) || is_digit(c); };
  std::ranges::replace_if(
      name, [&](char c) { return !is_plain(c); }, '-');
  if (!name.empty() && is_plain(name.front())) suggestion.policy = std::move(name);
  return suggestion;
}

Suggestion renamed(Suggestion suggestion, std::set<std::string> profiles, const std::set<std::string>& policies) {
  const auto is_taken = [&](const std::string& name) { return profiles.contains(name); };
  for (SuggestedEntry& entry : suggestion.entries) {
    const bool is_bwrap = is_bubblewrap(entry.paths.front());
    // Helpers join the profile that has the name.
    if (entry.helpers.empty() && free_profile_name(entry.profile, is_bwrap, is_taken) != entry.profile) {
      entry.profile = free_profile_name("suggested_" + entry.profile, is_bwrap, is_taken);
      entry.is_renamed = true;
    }
    profiles.insert(entry.profile);
  }
  const std::string name = suggestion.policy;
  for (int number = 2; policies.contains(suggestion.policy); ++number) {
    suggestion.policy = aug::format("{}-{}", name, number);
  }
  return suggestion;
}

}  // namespace aug
