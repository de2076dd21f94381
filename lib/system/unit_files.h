#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/doctor/doctor_facts.h"
#include "core/text/text_file.h"
#include "system/home_files.h"
#include "system/root.h"

namespace aug {

/// Where the manager of each user looks for units, see "systemd-analyze --global unit-paths", and the system's.
inline constexpr const char* user_unit_folders[] = {
    "/etc/systemd/user",       "/run/systemd/user",           "/usr/local/share/systemd/user",
    "/usr/share/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user"};
inline constexpr const char* system_unit_folders[] = {"/etc/systemd/system", "/run/systemd/system",
                                                      "/usr/local/lib/systemd/system", "/usr/lib/systemd/system"};

/// The files of units that one manager reads: those of root, and those in the home of its user as HomeFiles has it.
/// What cannot be read is left out, and told as a gap.
class UnitFiles {
 public:
  /// `uid` "" is for no home, `gaps` null for not telling.
  UnitFiles(const Root& root, const std::string& uid, Gaps* gaps);

  /// Where the user's manager looks, the user's own folder first.
  std::vector<std::string> user_folders() const;
  /// The text of a file; nullopt, too, for one that is masked.
  std::optional<std::string> read(const std::string& path);
  std::vector<std::string> names_in(const std::string& folder);

  /// The unit's own file first, then its drop-ins in their order.
  std::vector<TextFile> files_of(const std::string& unit);

 private:
  bool is_in_home(const std::string& path) const;
  void require_safe_links(const std::string& path) const;

  const Root& root_;
  HomeFiles home_;
  std::string own_folder_;  ///< in the home; or ""
  Gaps* gaps_;
};

}  // namespace aug
