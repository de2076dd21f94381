#include "system/services.h"

#include <algorithm>
#include <map>

#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/attempt.h"

namespace aug {
namespace {

/// Where the user's manager looks for units, see "systemd-analyze --global unit-paths".
constexpr const char* user_folders[] = {
    "/etc/systemd/user",       "/run/systemd/user",           "/usr/local/share/systemd/user",
    "/usr/share/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user"};
constexpr const char* system_folders[] = {"/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system",
                                          "/usr/lib/systemd/system"};

std::optional<std::string> read_if_allowed(const Root& root, const std::string& path) {
  return attempt([&] { return root.read(path); });
}

std::vector<std::string> names_if_allowed(const Root& root, const std::string& folder) {
  return attempt([&] { return root.names_in(folder); });
}

/// "" where /etc/passwd does not know the user.
std::string home_of(const Root& root, const std::string& uid) {
  const std::string users = "\n" + read_if_allowed(root, "/etc/passwd").value_or("");
  for (std::size_t at = users.find(":" + uid + ":"); at != std::string::npos;
       at = users.find(":" + uid + ":", at + 1)) {
    const std::size_t begin = users.rfind('\n', at) + 1;
    const std::string line = users.substr(begin, users.find('\n', begin) - begin);
    std::vector<std::string> fields{""};
    for (const char c : line) {
      if (c == ':') fields.emplace_back();
      if (c != ':') fields.back() += c;
    }
    if (fields.size() > 5 && fields[2] == uid) return fields[5];
  }
  return "";
}

std::vector<std::string> folders_for(const Root& root, const std::string& uid) {
  std::vector<std::string> folders(std::begin(user_folders), std::end(user_folders));
  if (uid.empty()) return folders;
  const std::string home = home_of(root, uid);
  if (home.starts_with('/')) folders.insert(folders.begin(), home + "/.config/systemd/user");
  return folders;
}

void add_profiles(const Root& root, const std::string& path, bool is_user, std::vector<UnitProfile>& found) {
  const auto text = read_if_allowed(root, path);
  if (!text || text->find("AppArmorProfile=") == std::string::npos) return;
  const TextFile file{path, *text};
  if (!is_user && directives_named(file, "User").empty()) return;
  for (const ServiceDirective& each : directives_named(file, "AppArmorProfile")) {
    if (!each.value.empty()) found.push_back({path, each.line, harmless(each.value)});
  }
}

void add_profiles_in(const Root& root, const std::string& folder, bool is_user, std::vector<UnitProfile>& found) {
  for (const std::string& name : names_if_allowed(root, folder)) {
    const std::string path = folder + "/" + name;
    if (name.ends_with(".service")) add_profiles(root, path, is_user, found);
    if (!name.ends_with(".service.d")) continue;
    for (const std::string& inner : names_if_allowed(root, path)) {
      if (inner.ends_with(".conf")) add_profiles(root, path + "/" + inner, is_user, found);
    }
  }
}

}  // namespace

std::vector<TextFile> files_of_user_unit(const Root& root, const std::string& unit, const std::string& uid) {
  std::vector<TextFile> files;
  std::map<std::string, std::string> drop_ins;  // read by name, whatever the folder; systemd.unit(5)
  for (const std::string& folder : folders_for(root, uid)) {
    const std::string path = folder + "/" + unit;
    if (files.empty()) {
      if (auto text = read_if_allowed(root, path)) files.push_back({path, std::move(*text)});
    }
    for (const std::string& more : drop_in_folders_of(unit)) {
      const std::string inner = folder + "/" + more;
      for (const std::string& name : names_if_allowed(root, inner)) {
        if (name.ends_with(".conf")) drop_ins.try_emplace(name, inner + "/" + name);
      }
    }
  }
  for (const auto& [name, path] : drop_ins) {
    if (auto text = read_if_allowed(root, path)) files.push_back({path, std::move(*text)});
  }
  return files;
}

UnitOfProcess unit_of_process(int pid) {
  return unit_in(read_if_allowed(Root(), aug::format("/proc/{}/cgroup", pid)).value_or(""));
}

std::vector<StuckService> stuck_services(const std::vector<RunningProcess>& processes) {
  const Root root;
  std::vector<StuckService> stuck;
  for (const RunningProcess& process : processes) {
    if (process.label.find("unprivileged_userns") == std::string::npos) continue;
    const UnitOfProcess unit = unit_of_process(process.pid);
    const bool is_known = std::any_of(stuck.begin(), stuck.end(), [&](const StuckService& known) {
      return known.unit == unit.unit && known.user == unit.uid;
    });
    if (unit.unit.empty() || is_known) continue;
    StuckService service{process.pid, harmless(process.program), process.label, unit.unit, unit.uid, {}};
    if (!unit.uid.empty()) service.directives = namespace_directives(files_of_user_unit(root, unit.unit, unit.uid));
    stuck.push_back(std::move(service));
  }
  return stuck;
}

std::vector<UnitProfile> units_with_profiles() {
  const Root root;
  std::vector<UnitProfile> found;
  for (const char* folder : user_folders) add_profiles_in(root, folder, true, found);
  for (const char* folder : system_folders) add_profiles_in(root, folder, false, found);
  return found;
}

}  // namespace aug
