#include "system/sysctl.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "core/text/format.h"
#include "system/attempt.h"
#include "system/errno_failure.h"
#include "system/file_descriptor.h"

namespace aug {
namespace {

/// Names have dots, paths slashes: none of ours has either in a part.
std::string path_of_sysctl(std::string name) {
  std::replace(name.begin(), name.end(), '.', '/');
  return "/proc/sys/" + name;
}

}  // namespace

std::optional<std::string> sysctl_value(const Root& root, const std::string& name) {
  auto value = attempt([&] { return root.read(path_of_sysctl(name)); });
  while (value && value->ends_with('\n')) value->pop_back();
  return value;
}

void set_sysctl(const Root& root, const std::string& name, const std::string& value) {
  const std::string path = path_of_sysctl(name);
  const FileDescriptor file = root.open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
  if (!file || ::write(file.get(), value.data(), value.size()) != static_cast<ssize_t>(value.size())) {
    fail_with_errno("set", aug::format("{} to {}", name, value));
  }
}

}  // namespace aug
