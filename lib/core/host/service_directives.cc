#include "core/host/service_directives.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/text/ascii.h"

namespace aug {
namespace {

/// Lists are emptied by an empty value, systemd.exec(5). UserNamespacePath= is none of them: systemd makes no namespace
/// for it, and 262 does not let a user join one.
constexpr std::array<NamespaceDirective, 36> known = {{
    {"PrivateTmp", "no"},
    {"PrivateUsers", "no"},
    {"PrivateNetwork", "no"},
    {"PrivateIPC", "no"},
    {"PrivateMounts", "no"},
    {"PrivateDevices", "no"},
    {"PrivatePIDs", "no"},
    {"MountAPIVFS", "no"},
    {"ProtectSystem", "no"},
    {"ProtectHome", "no"},
    {"ProtectKernelTunables", "no"},
    {"ProtectKernelModules", "no"},
    {"ProtectKernelLogs", "no"},
    {"ProtectControlGroups", "no"},
    {"ProtectHostname", "no"},
    {"ProtectClock", "no"},
    {"ReadWritePaths", ""},
    {"ReadOnlyPaths", ""},
    {"InaccessiblePaths", ""},
    {"ExecPaths", ""},
    {"NoExecPaths", ""},
    {"BindPaths", ""},
    {"BindReadOnlyPaths", ""},
    {"BindLogSockets", "no"},
    {"TemporaryFileSystem", ""},
    {"ExtensionDirectories", ""},
    {"ExtensionImages", ""},
    {"MountImages", ""},
    {"RootImage", ""},
    {"DelegateNamespaces", ""},
    {"RootDirectory", ""},
    {"NetworkNamespacePath", ""},
    {"IPCNamespacePath", ""},
    {"ReadWriteDirectories", ""},
    {"ReadOnlyDirectories", ""},
    {"InaccessibleDirectories", ""},
}};

/// All directives of [Service] in their order; lines that go on after a backslash are joined.
std::vector<ServiceDirective> service_directives(const TextFile& file) {
  std::vector<ServiceDirective> found;
  std::string joined;
  bool is_service = false;
  int number = 0;
  for (std::string_view rest = file.text; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    joined += rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    ++number;
    if (joined.ends_with('\\')) {
      joined.back() = ' ';
      continue;
    }
    const std::string line(trimmed(joined));
    joined.clear();
    if (line.starts_with('[')) is_service = line == "[Service]";
    const std::size_t equals = line.find('=');
    if (!is_service || line.starts_with('#') || line.starts_with(';') || equals == std::string::npos) continue;
    found.push_back({std::string(trimmed(line.substr(0, equals))), std::string(trimmed(line.substr(equals + 1))),
                     file.path, number, ""});
  }
  return found;
}

/// What empties a list is nothing at all: for DelegateNamespaces=no, too, systemd makes a namespace.
bool is_off(const ServiceDirective& directive) {
  if (directive.off.empty()) return directive.value.empty();
  constexpr std::array<std::string_view, 6> off = {"no", "off", "false", "0", "n", "f"};
  return directive.value.empty() || std::find(off.begin(), off.end(), directive.value) != off.end();
}

}  // namespace

std::span<const NamespaceDirective> known_namespace_directives() {
  return known;
}

const NamespaceDirective* find_namespace_directive(std::string_view name) {
  const auto* found = std::find_if(known.begin(), known.end(), [&](const auto& each) { return each.name == name; });
  return found == known.end() ? nullptr : found;
}

std::vector<ServiceDirective> namespace_directives(const std::vector<TextFile>& files) {
  std::vector<ServiceDirective> held;
  for (const TextFile& file : files) {
    for (ServiceDirective& directive : service_directives(file)) {
      const NamespaceDirective* entry = find_namespace_directive(directive.name);
      if (entry == nullptr) continue;
      directive.off = entry->off;
      if (directive.value.empty() && directive.off == "no") continue;  // resets lists only
      std::erase_if(held, [&](const ServiceDirective& earlier) { return earlier.name == directive.name; });
      held.push_back(std::move(directive));
    }
  }
  std::erase_if(held, is_off);
  return held;
}

std::vector<std::string> drop_in_folders_of(const std::string& unit) {
  const std::size_t end = std::min(unit.rfind('.'), unit.size());
  const std::string ending = unit.substr(end) + ".d";
  const std::size_t at = std::min(unit.find('@'), end);
  std::vector<std::string> folders{unit + ".d"};
  if (at + 1 < end) folders.push_back(unit.substr(0, at + 1) + ending);
  const std::string name = unit.substr(0, at);
  for (std::size_t dash = name.rfind('-'); dash != std::string::npos && dash > 0; dash = name.rfind('-', dash - 1)) {
    folders.push_back(name.substr(0, dash + 1) + ending);
  }
  folders.push_back(ending.substr(1));
  return folders;
}

std::vector<ServiceDirective> directives_named(const TextFile& file, std::string_view name) {
  std::vector<ServiceDirective> found = service_directives(file);
  std::erase_if(found, [&](const ServiceDirective& directive) { return directive.name != name; });
  return found;
}

namespace {

constexpr std::string_view service_ending = ".service";

/// What no option of a program can be taken for, and no path.
bool is_service_name(std::string_view name) {
  const auto is_plain = [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view(":_.\\@-").find(c) != std::string_view::npos;
  };
  return name.ends_with(service_ending) && name.size() > service_ending.size() && name.size() < 256 &&
         name.front() != '-' && std::all_of(name.begin(), name.end(), is_plain);
}

/// The path of the group that systemd keeps: the only one, or that of "name=systemd" beside older hierarchies.
std::string_view systemds_path(std::string_view cgroup) {
  std::string_view found;
  while (!cgroup.empty()) {
    const std::size_t end = std::min(cgroup.find('\n'), cgroup.size());
    const std::string_view line = cgroup.substr(0, end);
    cgroup.remove_prefix(std::min(end + 1, cgroup.size()));
    const std::size_t path = line.find(":/");
    if (path == std::string_view::npos) continue;
    const std::string_view before = line.substr(0, path);
    if (before.ends_with(":name=systemd") || (before == "0:" && found.empty())) found = line.substr(path + 1);
  }
  return found;
}

/// Takes "a.slice/b.slice/x.service/" from the front of `path`, and is "x.service": "" where something else stands
/// there.
std::string_view take_service(std::string_view& path) {
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (is_service_name(part)) return part;
    if (!part.ends_with(".slice")) return "";
  }
  return "";
}

}  // namespace

UnitOfProcess unit_in(std::string_view cgroup, std::string_view owner) {
  std::string_view path = systemds_path(cgroup);
  if (path.empty()) return {};
  path.remove_prefix(1);
  const std::string uid(owner);
  const std::string manager = "user.slice/user-" + uid + ".slice/user@" + uid + ".service/";
  if (!uid.empty() && path.starts_with(manager)) {
    path.remove_prefix(manager.size());
    return {std::string(take_service(path)), uid};
  }
  const std::string_view service = take_service(path);
  return {service.starts_with("user@") ? "" : std::string(service), ""};
}

}  // namespace aug
