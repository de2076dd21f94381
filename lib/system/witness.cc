#include "system/witness.h"

#include <filesystem>
#include <sstream>

#include "core/text/format.h"
#include "system/caller.h"
#include "system/identity.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

Witness* living = nullptr;

std::string target_of(const std::string& link) {
  std::error_code error;
  return std::filesystem::read_symlink(link, error).string();
}

/// The lines of /proc/self/status that say what we may do.
std::string own_powers() {
  std::string powers;
  std::istringstream lines(read_kernel_file("/proc/self/status").value_or(""));
  for (std::string line; std::getline(lines, line);) {
    for (const char* name : {"Uid:", "Gid:", "CapEff:", "CapBnd:", "NoNewPrivs:", "Seccomp:"}) {
      if (line.starts_with(name)) powers += line + "\n";
    }
  }
  return powers;
}

}  // namespace

Witness::Witness(const Kernel& kernel) : circumstances_(aug::circumstances(kernel)) {
  ::clock_gettime(CLOCK_REALTIME_COARSE, &since_);
  living = this;
}

Witness::~Witness() {
  living = nullptr;
}

void Witness::note(std::string_view path) {
  if (living != nullptr && !living->paths_.contains(path)) living->paths_.emplace(path);
}

std::string circumstances(const Kernel& kernel) {
  const std::string revision = kernel.revision();
  const std::string program = target_of("/proc/self/exe");
  if (revision.empty() || program.empty()) return "";
  std::string all = aug::format("boot {}\nprofiles {} {}\nprogram {} {}\nlabel {}\n{}", boot_id(), kernel.apparmorfs(),
                                revision, program, identity_of(program, Looked::at_all),
                                first_line_of("/proc/self/attr/current"), own_powers());
  for (const char* kind : {"mnt", "user", "pid", "cgroup", "net", "ipc"}) {
    all += target_of(aug::format("/proc/self/ns/{}", kind)) + "\n";
  }
  return all;
}

}  // namespace aug
