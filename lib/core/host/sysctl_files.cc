#include "core/host/sysctl_files.h"

#include <algorithm>
#include <map>

#include "core/apparmor/our_files.h"
#include "core/text/ascii.h"
#include "core/text/paths.h"

namespace aug {
namespace {

/// With dots between its parts; a first separator that is a slash means that slashes stand for the dots, sysctl.d(5).
std::string normal(std::string_view key) {
  std::string name(key);
  const std::size_t first = name.find_first_of("./");
  if (first != std::string::npos && name[first] == '/') {
    for (char& c : name) c = c == '/' ? '.' : c == '.' ? '/' : c;
  }
  return name;
}

/// '*' and '?' stand for what is within one part. Only the last star is ever made longer: what an earlier one could
/// take instead, the last one can take as well, since neither goes over a dot.
bool matches(std::string_view pattern, std::string_view name) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t at = 0;  // in the pattern
  std::size_t after_star = none;
  std::size_t taken_to = 0;  // by that star, in the name
  for (std::size_t here = 0; here < name.size() || at < pattern.size();) {
    if (at < pattern.size() && pattern[at] == '*') {
      after_star = ++at;
      taken_to = here;
    } else if (at < pattern.size() && here < name.size() &&
               (pattern[at] == name[here] || (pattern[at] == '?' && name[here] != '.'))) {
      ++at;
      ++here;
    } else if (after_star != none && taken_to < name.size() && name[taken_to] != '.') {
      at = after_star;
      here = ++taken_to;
    } else {
      return false;
    }
  }
  return true;
}

/// Whether a file of this name is read after all whose names are z, as many as one likes, and something behind them.
bool is_beyond_any_z(std::string_view name) {
  const std::size_t behind = name.find_first_not_of('z');
  return behind != std::string_view::npos && static_cast<unsigned char>(name[behind]) > 'z';
}

struct Line {
  std::string key;
  std::string value;
};

std::optional<Line> setting_in(std::string_view text) {
  std::string_view line = trimmed(text);
  if (line.empty() || line.front() == '#' || line.front() == ';') return std::nullopt;
  if (line.front() == '-') line = trimmed(line.substr(1));  // errors are ignored
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  return Line{normal(trimmed(line.substr(0, equals))), std::string(trimmed(line.substr(equals + 1)))};
}

}  // namespace

std::vector<std::string> sysctl_reading_order(const std::vector<FolderListing>& folders) {
  std::map<std::string, std::string> path_of;  // by name
  for (const FolderListing& listing : folders) {
    for (const std::string& name : listing.names) {
      if (name.ends_with(".conf")) path_of.try_emplace(name, listing.folder + "/" + name);
    }
  }
  std::vector<std::string> order;
  for (const auto& [name, path] : path_of) order.push_back(path);
  return order;
}

std::optional<SysctlSource> last_setting(const std::vector<TextFile>& files, std::string_view name) {
  std::optional<SysctlSource> named;
  std::optional<SysctlSource> by_pattern;
  for (const TextFile& file : files) {
    int number = 0;
    for (std::string_view rest = file.text; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      const auto line = setting_in(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      ++number;
      if (!line) continue;
      if (line->key == name) {
        named = SysctlSource{file.path, number, line->value};
      } else if (line->key.find_first_of("*?") != std::string::npos && matches(line->key, name)) {
        by_pattern = SysctlSource{file.path, number, line->value};
      }
    }
  }
  return named ? named : by_pattern;
}

std::string sysctl_file_after(std::string_view path, std::string_view name) {
  const std::string last = last_part_of(path);
  if (is_beyond_any_z(last)) return "/etc/sysctl.d/" + last;  // nothing plain is read later: mask it
  std::string ours = "zz-" + std::string(name.substr(name.rfind('.') + 1)) + ".conf";
  while (last >= std::string_view(ours)) ours = "z" + ours;
  return "/etc/sysctl.d/" + ours;
}

std::string our_sysctl_path(const std::vector<std::string>& paths) {
  std::string name(drop_in_name);
  for (const std::string& path : paths) {
    const std::string last = last_part_of(path);
    // Beyond any number of z: it cannot be overruled by a plain name, and whoever plans says so.
    while (last >= name && !is_beyond_any_z(last)) name.insert(0, "z");
  }
  return "/etc/sysctl.d/" + name;
}

}  // namespace aug
