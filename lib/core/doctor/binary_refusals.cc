#include <algorithm>
#include <set>

#include "core/apparmor/our_files.h"
#include "core/doctor/checked_binary.h"
#include "core/log/profile_owners.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/paths.h"

namespace aug {
namespace {

using Level = Check::Level;

RemedyFile unload_remedy(const std::string& profile) {
  return {"/sys/kernel/security/apparmor/.remove", {profile}, true};
}

bool is_in_a_file(const std::string& name, const DoctorFacts& facts) {
  return std::any_of(facts.profiles.files.begin(), facts.profiles.files.end(), [&](const ProfileFileFacts& file) {
    return std::any_of(file.profiles.begin(), file.profiles.end(),
                       [&](const ScannedProfile& profile) { return full_name(profile) == name; });
  });
}

/// Loaded profiles that no file brings, and of which the kernel says that they attach to the program. Containers and
/// snaps have profiles of their own in the kernel, which are none of ours to unload.
std::vector<std::string> only_in_kernel(const CheckedBinary& each) {
  std::vector<std::string> ghosts;
  if (!each.facts.kernel.loaded) return ghosts;
  for (const auto& [name, profile] : *each.facts.kernel.loaded) {
    const bool claims_it = !profile.attachment.empty() && Attachment(profile.attachment).matches(each.binary.real_path);
    if (claims_it && name.find("//") == std::string::npos && !is_in_a_file(name, each.facts)) ghosts.push_back(name);
  }
  return ghosts;
}

bool is_loaded(const Rival& rival, const DoctorFacts& facts) {
  return facts.kernel.loaded && facts.kernel.loaded->contains(full_name(*rival.profile));
}

/// The one to keep: it grants; rather another's than ours, which would come back by itself.
const Rival* keeper(const std::vector<const Rival*>& tied) {
  const Rival* kept = nullptr;
  for (const Rival* each : tied) {
    if (each->grants() && (kept == nullptr || kept->file->is_ours)) kept = each;
  }
  return kept;
}

Remedy settle(const std::vector<const Rival*>& tied, const CheckedBinary& binary) {
  const Rival* kept = keeper(tied);
  Remedy remedy;
  for (const Rival* each : tied) {
    if (each == kept || each->file->is_ours) continue;
    const bool is_off = binary.facts.kernel.loaded && !is_loaded(*each, binary.facts);
    append(remedy, is_off ? disable_remedy(each->file->path) : each->switch_off_remedy());
  }
  if (std::any_of(tied.begin(), tied.end(), [](const Rival* each) { return each->file->is_ours; })) {
    remedy.emplace_back(own_command({"reconcile"}));
  } else if (kept == nullptr) {
    remedy.push_back(binary.remedy_by({binary.binary.path}));
  }
  return remedy;
}

/// The check on a program that works now.
Check until_boot(const CheckedBinary& each, Check then) {
  then.level = Level::warn;
  then.message.insert(each.what().size() + 2, "can use user namespaces, but only until the next boot: ");
  return then;
}

/// It was loaded by hand, its file was removed, or a link switches that off; nullopt where that cannot be told.
std::optional<Check> without_file(const CheckedBinary& each) {
  const std::string profile = each.profile();
  const auto off = std::find_if(each.rivals.begin(), each.rivals.end(),
                                [&](const Rival& rival) { return rival.profile->name == profile; });
  if (off != each.rivals.end()) {
    return each.check("disabled"_id, Level::fail,
                      aug::format("a link in disable switches its profile {} off", off->place()),
                      {RemedyCommand{"rm", {disable_link_of(off->file->path)}}});
  }
  if (each.facts.profiles.has_unread) return std::nullopt;
  return each.check("profile-without-file"_id, Level::fail, aug::format("no file brings its profile '{}'", profile),
                    {unload_remedy(profile), each.remedy_by({each.binary.path})});
}

}  // namespace

std::optional<Check> check_next_boot(const CheckedBinary& each) {
  const std::string profile = each.profile();
  if (profile.empty() || owner_of(profile).is_program()) return std::nullopt;
  if (each.rival(profile) == nullptr) {
    const auto flaw = without_file(each);
    return flaw ? std::optional(until_boot(each, *flaw)) : std::nullopt;
  }
  // Of one name in several files the kernel has one: check_profile_files tells of those.
  const std::set<std::string> names(each.choice.profiles.begin(), each.choice.profiles.end());
  if (each.choice.is_uncertain || (each.choice.kind == AttachmentChoice::Kind::tie && names.size() == 1)) {
    return std::nullopt;
  }
  if (each.choice.kind == AttachmentChoice::Kind::tie) return until_boot(each, check_tie(each));
  if (each.choice.kind != AttachmentChoice::Kind::winner) return std::nullopt;
  const Rival* winner = each.rival(each.choice.profiles.front());
  if (winner->grants()) return std::nullopt;
  return until_boot(each, check_refusal(each, winner));
}

Check check_tie(const CheckedBinary& each) {
  std::vector<const Rival*> tied;
  std::vector<std::string> places;
  for (const std::string& name : each.choice.profiles) {
    const Rival* found = each.rival(name);
    if (found == nullptr) continue;
    tied.push_back(found);
    places.push_back(found->place());
  }
  return each.check("tie"_id, Level::fail,
                    aug::format("the profiles {} claim it, and the kernel takes none", fmt::join(places, " and ")),
                    settle(tied, each));
}

Check check_winner(const CheckedBinary& each, const Rival& winner) {
  if (each.profile() == winner.profile->name) return check_refusal(each, &winner);
  const bool has_its_name = is_loaded(winner, each.facts);
  const std::vector<std::string> ghosts = has_its_name ? only_in_kernel(each) : std::vector<std::string>{};
  if (ghosts.empty()) {
    return each.check(
        "not-loaded"_id, Level::fail,
        has_its_name ? aug::format("the kernel has another profile '{}' than {}", winner.profile->name, winner.place())
                     : aug::format("its profile {} is not loaded into the kernel", winner.place()),
        {winner.load_command()});
  }
  Remedy remedy;
  for (const std::string& ghost : ghosts) remedy.emplace_back(unload_remedy(ghost));
  return each.check("tie"_id, Level::fail,
                    aug::format("a profile of the kernel that no file brings claims it as well as {}: '{}'",
                                winner.place(), fmt::join(ghosts, "', '")),
                    remedy);
}

Check check_refusal(const CheckedBinary& each, const Rival* by) {
  const std::string& path = each.binary.path;
  Remedy remedy;
  if (by == nullptr) {
    remedy = {unload_remedy(each.profile()), each.remedy_by({path})};
  } else if (by->file->is_ours) {
    remedy = {own_command({"reconcile"})};
  } else {
    // What grants by its rules is left alone by a policy, whether it works or not.
    if (by->grants()) remedy = by->switch_off_remedy();
    remedy.push_back(each.remedy_by({path, "doctor_" + last_part_of(path), !by->grants()}));
  }
  const std::string whose = by != nullptr ? by->place() : aug::format("'{}', which no file brings", each.profile());
  const bool cannot_load = each.binary.trial.use && each.binary.trial.use->reached == NamespaceUse::Stage::load;
  return each.check("profile-refuses"_id, Level::fail,
                    aug::format("its profile {}: {}",
                                cannot_load ? "keeps it from loading its libraries" : "refuses user namespaces", whose),
                    remedy);
}

}  // namespace aug
