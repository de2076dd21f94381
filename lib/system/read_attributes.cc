#include "system/read_attributes.h"

#include <fcntl.h>
#include <sys/xattr.h>

#include <cstddef>

#include "core/text/format.h"
#include "system/file_descriptor.h"

namespace aug {
namespace {

constexpr std::size_t largest_attribute = 65536;  // the kernel's XATTR_SIZE_MAX

}  // namespace

FileAttributes read_attributes(const Root& root, const std::string& path,
                               const std::vector<AttributeCondition>& conditions) {
  FileAttributes attributes;
  const FileDescriptor file = root.open(path, O_PATH | O_CLOEXEC);
  if (!file) return attributes;
  const std::string link = aug::format("/proc/self/fd/{}", file.get());  // fgetxattr(2) takes no O_PATH
  std::vector<char> value(largest_attribute);
  for (const AttributeCondition& condition : conditions) {
    const ssize_t size = ::getxattr(link.c_str(), condition.name.c_str(), value.data(), value.size());
    if (size >= 0) attributes[condition.name] = std::string(value.data(), static_cast<std::size_t>(size));
  }
  return attributes;
}

}  // namespace aug
