#include "system/processes.h"

#include <algorithm>
#include <cctype>

#include "core/text/format.h"
#include "system/attempt.h"
#include "system/root.h"

namespace aug {
namespace {

std::string label_of(const Root& root, const std::string& folder) {
  for (const char* file : {"/attr/apparmor/current", "/attr/current"}) {
    const auto label = attempt([&] { return root.read(folder + file); });
    if (label) return label->substr(0, label->find('\n'));
  }
  return "";
}

}  // namespace

bool is_in_own_namespace(int pid) {
  const Root root;
  const std::string folder = aug::format("/proc/{}", pid);
  if (label_of(root, folder).find("unprivileged_userns") != std::string::npos) return true;
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
    if (program) processes.push_back({std::stoi(name), *program, label_of(root, folder)});
  }
  return processes;
}

}  // namespace aug
