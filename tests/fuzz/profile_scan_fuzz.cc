// What must hold for every profile file: it is read to the end, and what is said of it can be relied on.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/apparmor/attachment.h"
#include "core/apparmor/profile_scan.h"
#include "fuzz/require.h"

namespace {

using aug::require;

void check_profile(const aug::ScannedProfile& profile) {
  require(!profile.name.empty(), "a profile has a name");
  require(profile.line > 0, "a profile has a place");
  require(!profile.file.empty(), "a profile is in a file");
  require(aug::full_name(profile).find(profile.name) != std::string::npos, "the full name has the name in it");
  for (const std::string& pattern : profile.attachments) {
    require(!pattern.empty(), "an attachment is not empty");
    aug::Attachment(pattern).matches("/usr/bin/bwrap");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  // Whatever is included is the text itself: includes may go round and round.
  const aug::IncludedFile file{"/etc/apparmor.d/fuzz", text};
  const auto includes = [&](const std::string& path) -> std::optional<std::vector<aug::IncludedFile>> {
    if (path.ends_with("/none")) return std::nullopt;
    return std::vector<aug::IncludedFile>{{path, text}};
  };
  const aug::ProfileScan scan = aug::scan_profiles(file, includes);
  for (const aug::ScannedProfile& profile : scan.profiles) {
    check_profile(profile);
    const bool attaches = !profile.named_by_path || !profile.attachments.empty();
    require(attaches || !scan.diagnoses.empty(), "a path as a name attaches, or that it does not is said");
  }
  for (const aug::Diagnosis& diagnosis : scan.diagnoses)
    require(!diagnosis.message.empty(), "a diagnosis has a message");
  std::vector<aug::Candidate> candidates = aug::candidates_among(scan.profiles, {});
  while (candidates.size() > 20) candidates.pop_back();
  aug::winner_of("/usr/bin/bwrap", candidates);
  return 0;
}
