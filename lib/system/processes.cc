#include "system/processes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cctype>

#include "core/apparmor/label.h"
#include "core/text/format.h"
#include "system/attempt.h"

namespace aug {
namespace {

/// The kernel hands out a page at most.
constexpr std::size_t largest_label = 64U << 10U;

std::string label_of(const Root& root, const std::string& folder) {
  for (const char* file : {"/attr/apparmor/current", "/attr/current"}) {
    const auto label = attempt([&] { return root.read(folder + file, largest_label); });
    if (label) return label->substr(0, label->find('\n'));
  }
  return "";
}

/// By what the kernel knows: a server over the network, or a user's, might never answer.
std::optional<FileId> file_of(const std::string& folder) {
  struct statx found {};
  const std::string program = folder + "/exe";
  if (::statx(AT_FDCWD, program.c_str(), AT_STATX_DONT_SYNC, STATX_INO, &found) != 0) return std::nullopt;
  return FileId{::makedev(found.stx_dev_major, found.stx_dev_minor), found.stx_ino};
}

std::optional<FileId> file_at(const Root& root, const std::string& path) {
  const auto status = attempt([&] { return root.status(path); });
  return status ? std::optional(FileId{status->st_dev, status->st_ino}) : std::nullopt;
}

bool is_same_namespace(const Root& root, const std::string& folder, const char* kind) {
  const auto theirs = attempt([&] { return root.link_target(folder + kind); });
  return theirs && theirs == attempt([&] { return root.link_target(std::string("/proc/self") + kind); });
}

}  // namespace

bool executes(const Root& root, const RunningProcess& process, const std::string& path) {
  if (process.program == path) return process.file && process.file == file_at(root, path);
  // A file may be named like that, too, and still be there.
  return process.has_our_mounts && process.program == path + " (deleted)" &&
         (!process.file || process.file != file_at(root, process.program));
}

bool is_in_own_namespace(int pid) {
  const Root root;
  const std::string folder = aug::format("/proc/{}", pid);
  if (label_from(label_of(root, folder)).has(stub_profile)) return true;
  const auto theirs = attempt([&] { return root.link_target(folder + "/ns/user"); });
  return theirs && theirs != attempt([&] { return root.link_target("/proc/self/ns/user"); });
}

std::vector<RunningProcess> running_processes() {
  const Root root;
  std::vector<RunningProcess> processes;
  for (const std::string& name : root.names_in("/proc")) {
    if (!std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) continue;
    const std::string folder = "/proc/" + name;
    // A kernel thread has none, nor has what ended meanwhile.
    const auto program = attempt([&] { return root.link_target(folder + "/exe"); });
    if (!program) continue;
    processes.push_back({std::stoi(name), *program, label_of(root, folder), file_of(folder),
                         is_same_namespace(root, folder, "/ns/mnt")});
  }
  return processes;
}

}  // namespace aug
