// What the library makes of profiles, for scripts that hold it against apparmor_parser and the kernel.
//
//   profile-facts names ROOT FOLDER...     FILE and a name in it, a line each
//   profile-facts loaded ROOT FOLDER   the names in the files that are not disabled
//   profile-facts time ROOT FOLDER         how long one scan takes
//   profile-facts winner GENERATION[diff] FOLDER PATH   of FOLDER's profiles: NAME, "none", "tie" or "uncertain"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "core/apparmor/attachment.h"
#include "core/text/failure.h"
#include "system/profile_files.h"

using namespace aug;

namespace {

int print_names(const Root& root, const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    const ScannedFiles found = read_profile_files(root, folder);
    for (const ScannedFile& file : found.files) {
      for (const ScannedProfile& profile : file.profiles) {
        fmt::print("{} {}\n", file.path, full_name(profile));
      }
    }
    for (const Diagnosis& diagnosis : found.diagnoses) fmt::print(stderr, "{}\n", describe(diagnosis));
  }
  return 0;
}

int print_loaded(const Root& root, const std::string& folder) {
  for (const ScannedFile& file : read_profile_files(root, folder).files) {
    if (file.is_disabled) continue;
    for (const ScannedProfile& profile : file.profiles) fmt::print("{}\n", full_name(profile));
  }
  return 0;
}

int print_time(const Root& root, const std::string& folder) {
  const auto begin = std::chrono::steady_clock::now();
  const ScannedFiles found = read_profile_files(root, folder);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  fmt::print("{} files in {:.1f} ms\n", found.files.size(), taken.count());
  return 0;
}

int print_winner(const AttachmentRules& rules, const std::string& folder, const std::string& path) {
  std::vector<ScannedProfile> profiles;
  for (const ScannedFile& file : read_profile_files(Root(), folder).files) {
    profiles.insert(profiles.end(), file.profiles.begin(), file.profiles.end());
  }
  const AttachmentChoice choice = winner_of(path, candidates_among(profiles, rules));
  switch (choice.kind) {
    case AttachmentChoice::Kind::none:
      fmt::print("none\n");
      break;
    case AttachmentChoice::Kind::winner:
      fmt::print("{}\n", choice.profiles.front());
      break;
    case AttachmentChoice::Kind::tie:
      fmt::print("{}\n", choice.is_uncertain ? "uncertain" : "tie");
      break;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() >= 3 && words[0] == "names") return print_names(Root(words[1]), {words.begin() + 2, words.end()});
  if (words.size() == 3 && words[0] == "loaded") return print_loaded(Root(words[1]), words[2]);
  if (words.size() == 3 && words[0] == "time") return print_time(Root(words[1]), words[2]);
  if (words.size() == 4 && words[0] == "winner")
    return print_winner({words[1].front() - '0', words[1].ends_with("diff")}, words[2], words[3]);
  fmt::print(stderr, "wrong usage\n");
  return 2;
} catch (const Failure& failure) {
  fmt::print(stderr, "{}\n", failure.what());
  return 1;
}
