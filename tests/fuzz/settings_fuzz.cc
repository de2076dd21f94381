// What must hold for every file of sysctl.d and of a unit, and for every cgroup: it is read in linear time, and what is
// said of it is what a simple reader says.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/host/service_directives.h"
#include "core/host/sysctl_files.h"
#include "core/host/sysctl_names.h"
#include "core/text/paths.h"
#include "fuzz/require.h"

namespace {

using aug::require;

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

/// fnmatch(3) with FNM_PATHNAME, where '.' is the separator: for each begin of the pattern, which begins of the name it
/// matches.
bool model_matches(const std::string& pattern, const std::string& name) {
  std::vector<bool> now(name.size() + 1, false);
  now[0] = true;
  for (const char c : pattern) {
    std::vector<bool> next(name.size() + 1, false);
    if (c == '*') next[0] = now[0];
    for (std::size_t at = 0; at < name.size(); ++at) {
      const bool is_within = name[at] != '.';
      next[at + 1] =
          c == '*' ? now[at + 1] || (next[at] && is_within) : now[at] && (c == name[at] || (c == '?' && is_within));
    }
    now = next;
  }
  return now.back();
}

std::string model_key(std::string key) {
  if (key.find('/') < key.find('.')) {
    for (char& c : key) c = c == '/' ? '.' : c == '.' ? '/' : c;
  }
  return key;
}

/// Each line by itself; the last one that names it, or else the last pattern.
std::optional<aug::SysctlSource> model_setting(const std::string& text, const std::string& name) {
  std::optional<aug::SysctlSource> by_name;
  std::optional<aug::SysctlSource> by_pattern;
  int number = 0;
  for (const std::string& whole : lines_in(text)) {
    ++number;
    std::string line = trimmed(whole);
    if (line.starts_with('#') || line.starts_with(';') || line.find('=') == std::string::npos) continue;
    if (line.starts_with('-')) line.erase(0, 1);
    const std::string key = model_key(trimmed(line.substr(0, line.find('='))));
    const aug::SysctlSource source{"fuzz.conf", number, trimmed(line.substr(line.find('=') + 1))};
    if (key == name) by_name = source;
    if (model_matches(key, name)) by_pattern = source;
  }
  return by_name ? by_name : by_pattern;
}

void check_sysctls(const std::string& text) {
  for (const std::string_view name : aug::sysctl_name::settable) {
    require(aug::last_setting({{"fuzz.conf", text}}, name) == model_setting(text, std::string(name)),
            "the setting that counts is what a simple reader says");
  }
}

/// The first line as the name of a file.
void check_order(const std::string& text) {
  const std::string name = aug::last_part_of(text.substr(0, std::min<std::size_t>(text.find('\n'), 255)));
  const auto is_fine = [&](const std::string& path) {
    return path.starts_with("/etc/sysctl.d/") && path.ends_with(aug::last_part_of(path)) &&
           aug::last_part_of(path) >= name;
  };
  require(is_fine(aug::sysctl_file_after("/usr/lib/sysctl.d/" + name, "kernel.x")),
          "a file to write is read after another, or masks it");
  const std::string ours = aug::last_part_of(aug::our_sysctl_path({"/usr/lib/sysctl.d/" + name}));
  require(ours.starts_with('z') && ours.ends_with("zz-aa-userns-gen.conf"), "our file has a name of ours");
  require(ours > name || name > std::string(name.size() + 1, 'z'),
          "our file is read after others, unless no number of z is enough");
}

/// A file without lines that go on, in which each line stands for itself.
void check_lines(const std::vector<aug::ServiceDirective>& directives, const std::string& text) {
  const std::vector<std::string> lines = lines_in(text);
  for (const aug::ServiceDirective& each : directives) {
    require(each.line > 0 && static_cast<std::size_t>(each.line) <= lines.size(),
            "a directive is in a line of the file");
    if (text.find('\\') != std::string::npos) continue;
    const std::string& line = lines[static_cast<std::size_t>(each.line) - 1];
    const std::size_t equals = line.find('=');
    require(trimmed(line.substr(0, equals)) == each.name, "a directive is named in its line");
    require(trimmed(line.substr(equals + 1)) == each.value, "a directive has the value that is in its line");
  }
}

void check_unit(const std::string& text) {
  const aug::TextFile file{"fuzz.service", text};
  const std::vector<aug::ServiceDirective> held = aug::namespace_directives({file});
  check_lines(held, text);
  for (const aug::NamespaceDirective& known : aug::known_namespace_directives()) {
    auto all = aug::directives_named(file, known.name);
    check_lines(all, text);
    // An empty value says nothing of a boolean.
    if (known.off == "no") std::erase_if(all, [](const auto& each) { return each.value.empty(); });
    const auto is_it = [&](const auto& each) { return each.name == known.name; };
    const auto found = std::ranges::find_if(held, is_it);
    require(std::ranges::count_if(held, is_it) <= 1, "a directive holds once");
    if (found == held.end()) continue;
    require(!all.empty() && all.back().line == found->line && all.back().value == found->value, "the last one holds");
    const bool is_no = known.off == "no" && (found->value == "no" || found->value == "false");
    require(!found->value.empty() && !is_no, "a directive that holds is on");
  }
}

void check_names(const std::string& text) {
  const std::string unit = text.substr(0, std::min<std::size_t>(text.find('\n'), 255)) + ".service";
  const auto folders = aug::drop_in_folders_of(unit);
  require(folders.front() == unit + ".d", "the closest folder is the unit's own");
  for (const std::string& folder : folders) require(folder.ends_with(".d"), "a folder of drop-ins is named as one");
  for (const std::string owner : {"1000", ""}) {
    const aug::UnitOfProcess found = aug::unit_in(text, owner);
    require(found.uid.empty() || found.uid == owner, "a manager is that of the owner");
    if (found.unit.empty()) continue;
    require(found.unit.ends_with(".service") && found.unit.front() != '-', "a unit is a service, and no option");
    require(aug::is_harmless(found.unit) && found.unit.find_first_of("/\n '\"$;") == std::string::npos,
            "a unit is one word");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const std::clock_t begin = std::clock();
  check_sysctls(text);
  check_order(text);
  check_unit(text);
  check_names(text);
  // A hundred times of what it takes, with sanitizers on a slow machine.
  require((std::clock() - begin) / CLOCKS_PER_SEC <= 2 + static_cast<long>(size / 10'000), "the time is linear");
  return 0;
}
