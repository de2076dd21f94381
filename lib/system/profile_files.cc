#include "system/profile_files.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <tuple>
#include <utility>

#include "core/apparmor/our_files.h"
#include "core/apparmor/profile_file_names.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/paths.h"
#include "system/attempt.h"

namespace aug {
namespace {

constexpr off_t largest_profile_file = 4 << 20;
constexpr std::size_t most_bytes = 128U << 20U;
constexpr std::size_t most_profiles = 100'000;
constexpr std::size_t most_folders = 1000;

/// What includes find, each file read once. All paths stay within the root.
class Includes {
 public:
  explicit Includes(const Root& root) : root_(root) {}

  /// Nullopt when there is no such file or folder. Throws Failure(failed) for what cannot be read.
  std::optional<std::vector<IncludedFile>> at(const std::string& path) {
    const auto [found, is_new] = found_.try_emplace(path);
    if (is_new) found->second = look_up(path);
    return found->second;
  }

 private:
  std::optional<std::vector<IncludedFile>> look_up(const std::string& path) {
    const auto status = root_.status(path);
    if (!status) return std::nullopt;
    std::vector<IncludedFile> files;
    if (!S_ISDIR(status->st_mode)) {
      files.push_back({path, text_of(path, *status)});
      return files;
    }
    for (const std::string& name : root_.names_in(path)) {
      const std::string file = path + (path.ends_with('/') ? "" : "/") + name;
      const auto inner = is_ignored_profile_file(name) ? std::nullopt : root_.status(file);
      if (inner && S_ISREG(inner->st_mode)) files.push_back({file, text_of(file, *inner)});
    }
    return files;
  }

  std::string_view text_of(const std::string& path, const struct stat& status) {
    if (const auto known = texts_.find(path); known != texts_.end()) return known->second;
    if (status.st_size > largest_profile_file || read_ + static_cast<std::size_t>(status.st_size) > most_bytes) {
      throw Failure(ExitCode::failed, "too-large"_id,
                    aug::format("cannot read {}: it is too large for a profile", root_.outside(path)));
    }
    std::string text = root_.read(path).value_or("");
    read_ += text.size();
    return texts_.emplace(path, std::move(text)).first->second;
  }

  const Root& root_;
  std::map<std::string, std::string> texts_;
  std::map<std::string, std::optional<std::vector<IncludedFile>>> found_;
  std::size_t read_ = 0;
};

/// Fills in what its text says.
void scan_file(ScannedFile& scanned, Includes& includes, Diagnoses& diagnoses) {
  using Files = std::optional<std::vector<IncludedFile>>;
  const auto find = [&](const std::string& file) {
    return attempt([&]() -> Files { return includes.at(file); },
                   [&](const Failure& failure) -> Files {
                     diagnoses.push_back({"profile-unread"_id, Severity::error, {file, 0, 0, ""}, failure.what(), ""});
                     return std::vector<IncludedFile>{};
                   });
  };
  const auto files = find(scanned.path);
  if (!files || files->empty()) return;
  scanned.is_ours = has_name_of_ours(scanned.path) && is_ours(files->front().text);
  ProfileScan scan = scan_profiles(files->front(), find);
  append(diagnoses, scan.diagnoses);
  scanned.profiles = std::move(scan.profiles);
}

/// Reads folders of profiles.
class FileScan {
 public:
  explicit FileScan(const Root& root)
      : root_(root), includes_(root), disabled_(links_in("disable")), force_complain_(links_in("force-complain")) {}

  /// What is directly in it. Throws Failure(failed) when it cannot be read.
  void add_folder(const std::string& folder) {
    for (const std::string& name : root_.names_in(folder)) {
      if (!is_ignored_profile_file(name)) add_file(folder, name);
    }
  }

  ScannedFiles take() {
    // What is wrong with a file that others include was found once for each.
    std::set<std::tuple<std::string, int, std::string>> seen;
    std::erase_if(result_.diagnoses, [&](const Diagnosis& found) {
      return !seen.emplace(found.location.file, found.location.line, found.message).second;
    });
    return std::move(result_);
  }

 private:
  void add_file(const std::string& folder, const std::string& name) {
    const std::string path = aug::format("{}/{}", folder, name);
    const auto status = root_.status(path);
    if (!status || S_ISDIR(status->st_mode)) return;
    ScannedFile file{path, false, disabled_.contains(name), force_complain_.contains(name), {}};
    scan_file(file, includes_, result_.diagnoses);
    if ((profiles_ += file.profiles.size()) > most_profiles) {
      throw Failure(
          ExitCode::failed, "too-large"_id,
          aug::format("cannot read the profiles of {}: there are more than {}", root_.outside(folder), most_profiles));
    }
    result_.files.push_back(std::move(file));
  }

  /// As the parser does: by the name alone, whatever a link there leads to, as long as it leads to something.
  std::set<std::string> links_in(const char* folder) const {
    const std::string path = aug::format("{}/{}", profile_folder, folder);
    std::set<std::string> links;
    for (const std::string& name : root_.names_in(path)) {
      if (root_.status(aug::format("{}/{}", path, name))) links.insert(name);
    }
    return links;
  }

  const Root& root_;
  Includes includes_;
  std::set<std::string> disabled_;
  std::set<std::string> force_complain_;
  std::size_t profiles_ = 0;
  ScannedFiles result_;
};

/// The folders in one, not through links, which could lead round in circles; none where it cannot be read: who reads
/// its files finds that out, too.
std::vector<std::string> folders_in(const Root& root, const std::string& folder) {
  return attempt([&] {
    std::vector<std::string> folders;
    for (const std::string& name : root.names_in(folder)) {
      const std::string path = aug::format("{}/{}", folder, name);
      const bool is_folder =
          !is_ignored_profile_file(name) && root.open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (is_folder) folders.push_back(path);
    }
    return folders;
  });
}

/// Where others keep profiles, as ADSys does in adsys/machine.
std::vector<std::string> folders_below(const Root& root, Diagnoses& diagnoses) {
  // What is included, what is compiled, and links to files that are read anyway.
  static constexpr std::array no_profiles = {"abi",     "abstractions",   "tunables", "local",
                                             "disable", "force-complain", "cache",    "cache.d"};
  std::vector<std::string> folders = folders_in(root, profile_folder);
  std::erase_if(folders, [](const std::string& folder) {
    return std::ranges::find(no_profiles, last_part_of(folder)) != no_profiles.end();
  });
  for (std::size_t i = 0; i < folders.size(); ++i) {
    append(folders, folders_in(root, folders[i]));
    if (folders.size() <= most_folders) continue;
    diagnoses.push_back({"profile-unread"_id,
                         Severity::error,
                         {profile_folder, 0, 0, ""},
                         aug::format("cannot read all folders below: there are more than {}", most_folders),
                         ""});
    folders.resize(most_folders);
    break;
  }
  return folders;
}

/// The last "policy-features=FILE" of parser.conf, or "".
std::string pinned_features(const std::string& settings) {
  constexpr std::string_view key = "policy-features=";
  std::istringstream lines(settings);
  std::string pinned;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(key)) pinned = line.substr(key.size(), line.find_last_not_of(" \t\r") + 1 - key.size());
  }
  return pinned;
}

}  // namespace

bool default_abi_has_userns(const Root& root) {
  const std::string pinned = pinned_features(root.read("/etc/apparmor/parser.conf").value_or(""));
  const auto features = pinned.starts_with('/') ? root.read(pinned) : std::nullopt;
  return features && features->find("userns_create") != std::string::npos;
}

ScannedFiles read_profile_files(const Root& root, const std::string& folder) {
  FileScan scan(root);
  scan.add_folder(folder);
  return scan.take();
}

void add_files_below(ScannedFiles& scanned, const Root& root, std::set<std::string> names,
                     const std::vector<std::string>& paths) {
  for (const ScannedFile& file : scanned.files) {
    if (file.is_disabled) continue;
    for (const ScannedProfile& profile : file.profiles) names.erase(full_name(profile));
  }
  if (names.empty() && paths.empty()) return;
  FileScan scan(root);
  for (const std::string& folder : folders_below(root, scanned.diagnoses)) {
    attempt(
        [&] { scan.add_folder(folder); },
        [&](const Failure& failure) {
          scanned.diagnoses.push_back({"profile-unread"_id, Severity::error, {folder, 0, 0, ""}, failure.what(), ""});
        });
  }
  for (ScannedFile& file : scan.take().files) {
    if (!contains(paths, file.path)) {
      std::erase_if(file.profiles, [&](const ScannedProfile& profile) { return !names.contains(full_name(profile)); });
    }
    if (!file.profiles.empty()) scanned.files.push_back(std::move(file));
  }
}

}  // namespace aug
