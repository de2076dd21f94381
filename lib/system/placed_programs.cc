#include "system/placed_programs.h"

#include <fcntl.h>
#include <link.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <set>

#include "system/file_descriptor.h"

namespace aug {
namespace {

/// It can be executed, without a loader or anything else; it has no instructions, and must not be let run.
struct SmallestProgram {
  ElfW(Ehdr) header;
  ElfW(Phdr) segment;
};

/// For the machine that this program is for. Nothing of itself where that cannot be read.
SmallestProgram smallest_program() {
  constexpr ElfW(Addr) address = 0x10000;  // the lowest that kernels give to plain users
  SmallestProgram program{};
  const FileDescriptor self(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  if (!self || ::read(self.get(), &program.header, sizeof program.header) != sizeof program.header) return {};
  program.header.e_type = ET_EXEC;
  program.header.e_entry = address + sizeof program;
  program.header.e_phoff = offsetof(SmallestProgram, segment);
  program.header.e_phnum = 1;
  program.header.e_shoff = program.header.e_shnum = program.header.e_shstrndx = 0;
  program.segment.p_type = PT_LOAD;
  program.segment.p_flags = PF_R | PF_X;
  program.segment.p_vaddr = program.segment.p_paddr = address;
  program.segment.p_filesz = program.segment.p_memsz = sizeof program;
  program.segment.p_align = address;
  return program;
}

bool make_folders_of(const std::string& path) {
  for (std::size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
    if (::mkdir(path.substr(0, end).c_str(), 0755) != 0 && errno != EEXIST) return false;
  }
  return true;
}

bool write_program(const SmallestProgram& program, const std::string& path) {
  if (!make_folders_of(path)) return false;
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0755));
  return file && ::write(file.get(), &program, sizeof program) == sizeof program;
}

/// Nothing that is mounted here is seen elsewhere.
bool leave_mounts() {
  return ::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

}  // namespace

int place_programs(const std::vector<std::string>& paths) {
  // Nothing may lead out of the file systems that are empty.
  for (const std::string& path : paths) {
    if (!path.starts_with('/') || (path + "/").find("/../") != std::string::npos) return EINVAL;
  }
  const SmallestProgram program = smallest_program();
  std::set<std::string> tops;
  for (const std::string& path : paths) tops.insert(path.substr(0, path.find('/', 1)));
  if (!leave_mounts()) return errno;
  for (const std::string& top : tops) {
    if (::mount("none", top.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=1m") != 0) return errno;
  }
  for (const std::string& path : paths) {
    if (!write_program(program, path)) return errno;
  }
  return 0;
}

}  // namespace aug
