#include "system/memory_file.h"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

[[noreturn]] void fail() {
  throw Failure(ExitCode::failed, "system-refused"_id,
                aug::format("cannot make a file in memory: {}", std::strerror(errno)));
}

}  // namespace

FileDescriptor memory_file(std::string_view content) {
  FileDescriptor file =
      FileDescriptor(::memfd_create("aa-userns-gen", MFD_CLOEXEC | MFD_ALLOW_SEALING)).clear_of_streams();
  if (!file.is_open()) fail();
  while (!content.empty()) {
    const ssize_t size = ::write(file.get(), content.data(), content.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) fail();
    content.remove_prefix(static_cast<std::size_t>(size));
  }
  if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0) fail();
  if (::lseek(file.get(), 0, SEEK_SET) != 0) fail();
  return file;
}

}  // namespace aug
