#include "system/program_search.h"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/attempt.h"
#include "system/file_io.h"
#include "system/kernel_files.h"
#include "system/ownership.h"

namespace aug {

std::optional<std::int64_t> time_of_boot() {
  const auto content = read_kernel_file("/proc/stat");
  const std::size_t at = content ? content->find("\nbtime ") : std::string::npos;
  if (at == std::string::npos) return std::nullopt;
  std::istringstream number(content->substr(at + 7));
  std::int64_t seconds = 0;
  return number >> seconds ? std::optional(seconds) : std::nullopt;
}

namespace {

/// Behind the name of /proc/PID/stat, which may hold anything: the fields from the third on, see proc_pid_stat(5).
constexpr int fields_before_start = 19;
/// The kernel rounds the time of its own start to a second.
constexpr std::int64_t tolerance = 2;

std::optional<std::int64_t> start_of(const std::string& folder) {
  const auto content = read_kernel_file(folder + "/stat");
  const std::size_t name_end = content ? content->rfind(')') : std::string::npos;
  const auto boot = time_of_boot();
  if (name_end == std::string::npos || !boot) return std::nullopt;
  std::istringstream fields(content->substr(name_end + 1));
  std::string skipped;
  for (int count = 0; count < fields_before_start; ++count) fields >> skipped;
  std::int64_t ticks = 0;
  if (!(fields >> ticks)) return std::nullopt;
  return *boot + ticks / ::sysconf(_SC_CLK_TCK);
}

constexpr std::size_t longest_script = 64U << 10U;  // what is read of one

bool is_same_file(const std::string& a, const std::string& b) {
  struct stat first {};
  struct stat second {};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

bool is_executable_file(const struct stat& status) {
  return S_ISREG(status.st_mode) && (status.st_mode & 0111U) != 0;
}

}  // namespace

bool is_program(const Root& root, const std::string& path) {
  const auto status = root.status(path);
  return status && is_executable_file(*status);
}

bool is_program(const FileDescriptor& file) {
  struct stat status {};
  return ::fstat(file.get(), &status) == 0 && is_executable_file(status);
}

std::optional<std::string> program_of_process(int pid, const std::string& comm, std::int64_t time) {
  if (pid <= 0) return std::nullopt;
  const std::string folder = aug::format("/proc/{}", pid);
  if (read_kernel_file(folder + "/comm") != comm + "\n") return std::nullopt;
  if (time != 0) {
    const auto start = start_of(folder);
    if (!start || *start > time + tolerance) return std::nullopt;
  }
  std::array<char, 4097> target;
  const ssize_t length = ::readlink((folder + "/exe").c_str(), target.data(), target.size());
  if (length <= 0) return std::nullopt;
  const std::string program(target.data(), static_cast<std::size_t>(length));
  // The path is one of the mount namespace of the process.
  return is_same_file(folder + "/exe", program) ? std::optional(program) : std::nullopt;
}

std::vector<std::string> installed_programs(const Root& root, const std::string& name) {
  std::vector<std::string> found;
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos) return found;
  for (const char* folder : {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/",
                             "/usr/local/games/", "/usr/games/"}) {
    if (!is_program(root, folder + name)) continue;
    const std::string real = root.real_path(folder + name);
    if (std::find(found.begin(), found.end(), real) == found.end()) found.push_back(real);
  }
  return found;
}

FoundPath find_path(const Root& root, const std::string& path) {
  // Without root, nothing in an image tree can be given to root: what the caller owns then stands for that. A sticky
  // folder is no better: it keeps others from replacing what is there, but not from placing what is missing.
  const Trust trust{.caller = !root.is_host()};
  OpenedSafely opened = open_safely(root, path, trust);
  const bool is_top_theirs = !flaw_in_ownership(root.open("/", O_PATH | O_DIRECTORY), trust).empty();
  std::string changeable = opened.unsafe ? opened.unsafe->path : std::string(is_top_theirs ? "/" : "");
  return {std::move(opened.file), std::move(opened.real_path), std::move(changeable), opened.is_chosen_by_others};
}

std::string changeable_by_others(const Root& root, const std::string& path) {
  return find_path(root, path).changeable;
}

std::string changeable_in_pattern(const Root& root, const std::string& pattern) {
  for (std::size_t end = pattern.find('/', 1); end != std::string::npos; end = pattern.find('/', end + 1)) {
    for (const std::string& folder : root.matching(pattern.substr(0, end))) {
      if (!root.is_folder(folder)) continue;
      if (const std::string changeable = changeable_by_others(root, folder); !changeable.empty()) return changeable;
    }
  }
  for (const std::string& program : programs_matching(root, pattern)) {
    if (const std::string changeable = changeable_by_others(root, program); !changeable.empty()) return changeable;
  }
  return "";
}

std::vector<std::string> programs_matching(const Root& root, const std::string& pattern) {
  std::map<std::string, bool> led_by_others;
  // The kernel sees where a link leads, not the link; what others link to is not for us to go through.
  const auto is_led_by_others = [&](const std::string& path) {
    const std::string folder = parent_of(path);
    const auto [found, is_new] = led_by_others.try_emplace(folder, false);
    if (is_new) found->second = root.real_path(folder) != folder && !changeable_by_others(root, folder).empty();
    return found->second;
  };
  // Only a name without wildcards matches a link.
  const bool may_end_in_link = last_part_of(pattern).find_first_of("*?[{") == std::string::npos;
  std::vector<std::string> programs = root.matching(pattern);
  std::erase_if(programs, [&](const std::string& path) {
    if (is_led_by_others(path) || !is_program(root, path)) return true;
    return may_end_in_link && find_path(root, path).is_chosen_by_others;
  });
  return programs;
}

void leave_out_changeable(const Root& root, std::vector<std::string>& programs) {
  std::map<std::string, bool> changeable_folders;
  std::erase_if(programs, [&](const std::string& path) {
    const std::string folder = parent_of(path);
    const auto [found, is_new] = changeable_folders.try_emplace(folder, false);
    if (is_new) found->second = !changeable_by_others(root, folder).empty();
    return found->second || !changeable_by_others(root, path).empty();
  });
}

std::string script_at(const Root& root, const std::string& path) {
  const FileDescriptor file = root.open(path, O_PATH);
  return file ? script_in(file) : "";
}

std::string script_in(const FileDescriptor& found) {
  const FileDescriptor file = attempt([&] { return open_regular(found, "a program"); });
  if (!file) return "";
  std::string text(longest_script, '\0');
  const ssize_t size = ::pread(file.get(), text.data(), text.size(), 0);
  if (size < 0) return "";
  text.resize(static_cast<std::size_t>(size));
  return text.starts_with("#!") ? text : "";
}

bool is_script(const Root& root, const std::string& path) {
  return !script_at(root, path).empty();
}

bool is_setuid_root(const Root& root, const std::string& path) {
  const auto status = root.status(path);
  return status && (status->st_mode & S_ISUID) != 0 && status->st_uid == 0 && !is_script(root, path);
}

}  // namespace aug
