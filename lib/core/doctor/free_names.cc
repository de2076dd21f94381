#include <algorithm>

#include "core/apparmor/profile_family.h"
#include "core/doctor/checks.h"
#include "core/host/bubblewrap.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/paths.h"

namespace aug {
namespace {

constexpr int most_names = 100;

bool is_brought_by_ours(const DoctorFacts& facts, const std::string& name) {
  return std::any_of(facts.profiles.files.begin(), facts.profiles.files.end(), [&](const ProfileFileFacts& file) {
    return file.is_ours && std::any_of(file.profiles.begin(), file.profiles.end(),
                                       [&](const ScannedProfile& profile) { return full_name(profile) == name; });
  });
}

/// By a file that is loaded at boot, or in the kernel alone. What is switched off, or is about to be since it cannot be
/// compiled, takes no name.
bool has_profile(const DoctorFacts& facts, const std::string& name, const std::string& own) {
  for (const ProfileFileFacts& file : facts.profiles.files) {
    if (file.is_ours || file.is_disabled || bad_file(facts, file.path) != nullptr) continue;
    for (const ScannedProfile& profile : file.profiles) {
      if (full_name(profile) == name) return true;
    }
  }
  const bool is_loaded = facts.kernel.loaded && facts.kernel.loaded->contains(name);
  return is_loaded && !is_of_family(name, own) && !is_brought_by_ours(facts, name);
}

std::string policy_word(const std::string& path) {
  std::string word;
  for (const char c : small_letters(last_part_of(path))) {
    if (is_small_letter(c) || is_digit(c)) word += c;
  }
  return word.empty() ? "grant" : word;
}

/// Another program of that name that is looked at gets the first.
int rank_of(const DoctorFacts& facts, const std::string& path) {
  int rank = 0;
  for (const BinaryFacts& binary : facts.binaries) {
    if (binary.path == path) return rank;
    if (policy_word(binary.path) == policy_word(path)) ++rank;
  }
  return 0;
}

}  // namespace

Grant with_free_names(const DoctorFacts& facts, Grant grant, const std::string& own) {
  const std::string last = last_part_of(grant.path);
  // A policy of ours is joined under the profile's own name.
  if (grant.helpers.empty()) {
    const auto is_taken = [&](const std::string& name) { return has_profile(facts, name, own); };
    const bool is_bwrap = is_bubblewrap(grant.path);
    const std::string wanted = grant.profile.empty() ? last : grant.profile;
    if (free_profile_name(wanted, is_bwrap, is_taken) != wanted) {
      grant.profile = free_profile_name("doctor_" + last, is_bwrap, is_taken);
    }
  }
  std::string base = "doctor-" + policy_word(grant.path);
  for (const std::string& helper : grant.helpers) base += "-" + policy_word(helper);
  for (int number = rank_of(facts, grant.path); number < most_names; ++number) {
    grant.policy = number == 0 ? base : aug::format("{}-{}", base, number + 1);
    const auto applied = facts.applied.policies.find(grant.policy);
    if (applied == facts.applied.policies.end() || contains(applied->second, grant.path)) break;
  }
  return grant;
}

}  // namespace aug
