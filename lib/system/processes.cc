#include "system/processes.h"

#include <algorithm>
#include <cctype>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/root.h"

namespace aug {
namespace {

std::string label_of(const Root& root, const std::string& folder) {
  for (const char* file : {"/attr/apparmor/current", "/attr/current"}) {
    try {
      if (const auto label = root.read(folder + file)) return label->substr(0, label->find('\n'));
    } catch (const Failure&) {
      continue;  // ended meanwhile, or not ours to see
    }
  }
  return "";
}

}  // namespace

bool is_in_own_namespace(int pid) {
  const Root root;
  const std::string folder = aug::format("/proc/{}", pid);
  if (label_of(root, folder).find("unprivileged_userns") != std::string::npos) return true;
  try {
    const auto theirs = root.link_target(folder + "/ns/user");
    return theirs && theirs != root.link_target("/proc/self/ns/user");
  } catch (const Failure&) {
    return false;  // ended meanwhile
  }
}

std::vector<RunningProcess> running_processes() {
  const Root root;
  std::vector<RunningProcess> processes;
  for (const std::string& name : root.names_in("/proc")) {
    if (!std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) continue;
    const std::string folder = "/proc/" + name;
    try {
      const auto program = root.link_target(folder + "/exe");
      if (program) processes.push_back({std::stoi(name), *program, label_of(root, folder)});
    } catch (const Failure&) {
      continue;  // a kernel thread, or ended meanwhile
    }
  }
  return processes;
}

}  // namespace aug
