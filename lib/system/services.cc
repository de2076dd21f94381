#include "system/services.h"

#include <map>
#include <set>
#include <utility>

#include "core/apparmor/label.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/attempt.h"
#include "system/unit_files.h"

namespace aug {
namespace {

/// Of its files: control groups nest as deep as a path is long, and a process is in one of each hierarchy.
constexpr std::size_t largest_of_process = 256U << 10U;

void add_profiles(UnitFiles& files, const std::string& path, bool is_user, std::vector<UnitProfile>& found) {
  const auto text = files.read(path);
  if (!text || text->find("AppArmorProfile=") == std::string::npos) return;
  const TextFile file{path, *text};
  if (!is_user && directives_named(file, "User").empty()) return;
  for (const ServiceDirective& each : directives_named(file, "AppArmorProfile")) {
    if (!each.value.empty()) found.push_back({path, each.line, harmless(each.value)});
  }
}

void add_profiles_in(UnitFiles& files, const std::string& folder, bool is_user, std::vector<UnitProfile>& found) {
  for (const std::string& name : files.names_in(folder)) {
    const std::string path = folder + "/" + name;
    if (name.ends_with(".service")) add_profiles(files, path, is_user, found);
    if (!name.ends_with(".service.d")) continue;
    for (const std::string& inner : files.names_in(path)) {
      if (inner.ends_with(".conf")) add_profiles(files, path + "/" + inner, is_user, found);
    }
  }
}

/// Users name their control groups; each costs a search in all folders of units.
constexpr int most_services_of_user = 20;

/// A file of /proc/PID; "" where that cannot be read.
std::string read_of_process(int pid, const char* name) {
  return attempt([&] { return Root().read(aug::format("/proc/{}/{}", pid, name), largest_of_process); }).value_or("");
}

/// The user that a process runs as; "" where that cannot be seen.
std::string owner_of(int pid) {
  const std::string status = read_of_process(pid, "status");
  constexpr std::string_view key = "\nUid:\t";
  const std::size_t at = status.find(key);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + key.size();
  return status.substr(begin, status.find('\t', begin) - begin);
}

}  // namespace

std::vector<TextFile> files_of_user_unit(const Root& root, const std::string& unit, const std::string& uid,
                                         Gaps* gaps) {
  return UnitFiles(root, uid, gaps).files_of(unit);
}

UnitOfProcess unit_of_process(int pid) {
  return unit_in(read_of_process(pid, "cgroup"), owner_of(pid));
}

std::vector<StuckService> stuck_services(const std::vector<RunningProcess>& processes, Gaps& gaps) {
  const Root root;
  std::vector<StuckService> stuck;
  std::set<std::pair<std::string, std::string>> known;
  std::map<std::string, int> counts;       // by user
  std::map<std::string, UnitFiles> files;  // one for each user: what is read of a home is limited
  for (const RunningProcess& process : processes) {
    if (!label_from(process.label).has(stub_profile)) continue;
    const UnitOfProcess unit = unit_of_process(process.pid);
    if (unit.unit.empty() || !known.emplace(unit.unit, unit.uid).second) continue;
    if (const int count = ++counts[unit.uid]; !unit.uid.empty() && count > most_services_of_user) {
      if (count == most_services_of_user + 1)
        gaps.push_back(aug::format("user {} has more services than are looked at", unit.uid));
      continue;
    }
    StuckService service{process.pid, harmless(process.program), process.label, unit.unit, unit.uid, {}};
    if (!unit.uid.empty()) {
      UnitFiles& theirs = files.try_emplace(unit.uid, root, unit.uid, &gaps).first->second;
      service.directives = namespace_directives(theirs.files_of(unit.unit));
    }
    stuck.push_back(std::move(service));
  }
  return stuck;
}

std::vector<UnitProfile> units_with_profiles(Gaps& gaps) {
  const Root root;
  UnitFiles files(root, "", &gaps);
  std::vector<UnitProfile> found;
  for (const char* folder : user_unit_folders) add_profiles_in(files, folder, true, found);
  for (const char* folder : system_unit_folders) add_profiles_in(files, folder, false, found);
  return found;
}

}  // namespace aug
