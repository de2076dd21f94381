#include <algorithm>
#include <map>

#include "core/apparmor/label.h"
#include "core/apparmor/profile_family.h"
#include "core/doctor/checked_binary.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/paths.h"

namespace aug {
namespace {

using Level = Check::Level;

const ProfileFileFacts* facts_of(const DoctorFacts& facts, const std::string& path) {
  const auto found = std::find_if(facts.profiles.files.begin(), facts.profiles.files.end(),
                                  [&](const ProfileFileFacts& file) { return file.path == path; });
  return found == facts.profiles.files.end() ? nullptr : &*found;
}

/// Whether the program waits for the file: a profile in it is for the program, or has the name that ours would get.
bool needs(const CheckedBinary& each, const ProfileFileFacts& file) {
  return std::any_of(file.profiles.begin(), file.profiles.end(), [&](const ScannedProfile& profile) {
    const std::string name = full_name(profile);
    return is_of_family(name, last_part_of(each.binary.path)) ||
           (!profile.attachments.empty() && Attachment(profile.attachments).matches(each.binary.real_path));
  });
}

bool keeps_a_program_from_working(const DoctorFacts& facts, const std::vector<const BadFile*>& files) {
  return std::any_of(facts.binaries.begin(), facts.binaries.end(), [&](const BinaryFacts& binary) {
    if (!binary.is_program) return false;
    const CheckedBinary each(facts, binary);
    if (each.outcome() != TrialOutcome::fails) return false;
    return std::any_of(files.begin(), files.end(), [&](const BadFile* bad) {
      const ProfileFileFacts* file = facts_of(facts, bad->path);
      // What all profiles include, ours would include as well.
      return !bad->culprit.empty() || (file != nullptr && needs(each, *file));
    });
  });
}

/// It wants a profile, which is not loaded.
bool keeps_the_restriction_from_working(const DoctorFacts& facts, const BadFile& bad) {
  const bool is_loaded = facts.kernel.loaded && facts.kernel.loaded->contains(std::string(stub_profile));
  return last_part_of(bad.path) == stub_profile && is_restricted(facts) && !is_loaded;
}

/// Out of the parser's sight, but kept: apparmor_parser leaves out what is named so.
RemedyCommand aside(const std::string& path) {
  return {"mv", {"--backup=numbered", path, path + ".orig"}};
}

Remedy remedy_for(const BadFile& bad, const ProfileFileFacts* file) {
  if (last_part_of(bad.path) == stub_profile) return {aside(bad.path), reinstall_remedy(), replace_remedy(bad.path)};
  if (file != nullptr && file->is_ours) return {own_command({"reconcile"})};
  return disable_remedy(bad.path);
}

Check check_of(const DoctorFacts& facts, const BadFile& bad) {
  if (bad.is_broken_link) {
    return {"broken-link"_id,
            Level::warn,
            aug::format("{} leads to nothing: apparmor.service fails for it", bad.path),
            bad.why,
            {RemedyCommand{"rm", {bad.path}}}};
  }
  const bool keeps = keeps_a_program_from_working(facts, {&bad}) || keeps_the_restriction_from_working(facts, bad);
  return {"bad-profile"_id, keeps ? Level::fail : Level::warn,
          aug::format("{} cannot be compiled: apparmor.service fails for it", bad.path), bad.why,
          remedy_for(bad, facts_of(facts, bad.path))};
}

/// An administrator's additions go aside; the file itself may have to be there. What else is included may be anybody's.
Remedy remedy_for_included(const std::string& culprit) {
  if (culprit.starts_with("/etc/apparmor.d/local/")) return {aside(culprit), RemedyCommand{"touch", {culprit}}};
  const std::string folder = culprit.substr(0, culprit.rfind('/'));
  if (folder.ends_with(".d") && folder != "/etc/apparmor.d") return {aside(culprit)};
  return by_hand(aug::format("mend {}, or bring it back from its package, which 'dpkg -S' names", culprit));
}

/// One mistake, however many files include it.
Check check_of(const DoctorFacts& facts, const std::string& culprit, const std::vector<const BadFile*>& files) {
  std::vector<std::string> paths;
  for (const BadFile* bad : files) paths.push_back(bad->path);
  return {
      "bad-profile"_id, keeps_a_program_from_working(facts, files) ? Level::fail : Level::warn,
      aug::format("{} has a mistake: what includes it cannot be compiled, and apparmor.service fails for it", culprit),
      aug::format("{}; it is included by {}", files.front()->why, fmt::join(paths, ", ")),
      remedy_for_included(culprit)};
}

}  // namespace

const BadFile* bad_file(const DoctorFacts& facts, const std::string& path) {
  const auto found = std::find_if(facts.profiles.bad_files.begin(), facts.profiles.bad_files.end(),
                                  [&](const BadFile& bad) { return bad.path == path && !bad.is_broken_link; });
  return found == facts.profiles.bad_files.end() ? nullptr : &*found;
}

Checks checks_on_bad_files(const DoctorFacts& facts) {
  Checks checks;
  std::map<std::string, std::vector<const BadFile*>> included;
  for (const BadFile& bad : facts.profiles.bad_files) {
    if (!bad.culprit.empty()) included[bad.culprit].push_back(&bad);
  }
  for (const auto& [culprit, files] : included) checks.push_back(check_of(facts, culprit, files));
  for (const BadFile& bad : facts.profiles.bad_files) {
    if (bad.culprit.empty()) checks.push_back(check_of(facts, bad));
  }
  return checks;
}

}  // namespace aug
