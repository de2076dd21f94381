#include "system/host.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/apparmor/aare.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/errno_failure.h"
#include "system/ownership.h"
#include "system/private_folder.h"
#include "system/profile_files.h"
#include "system/program_search.h"

namespace aug {
namespace {

constexpr const char* restriction_file = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";

/// Over no link that others can change: root would work where they choose, on the host itself.
Root chosen_root(const std::string& path) {
  if (::geteuid() != 0) return Root(path);
  std::error_code error;
  const std::string absolute = std::filesystem::absolute(path, error).string();
  const FileDescriptor found = open_unmisled(Root(), absolute, {.caller = true, .sticky_folders = true});
  FileDescriptor folder(found ? ::openat(found.get(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC) : -1);
  if (!folder) fail_with_errno("open the root folder", path);
  const std::string real = std::filesystem::read_symlink(aug::format("/proc/self/fd/{}", folder.get()), error);
  if (error)
    throw Failure(ExitCode::failed, "proc-not-mounted"_id, "cannot find the root folder: /proc is not mounted");
  return {std::move(folder), real};
}

std::optional<Kernel> kernel_of(const HostChoice& choice, const Root& root) {
  if (!choice.apparmorfs.empty()) return Kernel(choice.apparmorfs);
  return root.is_host() ? Kernel::find() : std::nullopt;
}

}  // namespace

Host::Host(const HostChoice& choice)
    : root(choice.root ? chosen_root(*choice.root) : Root()),
      kernel(kernel_of(choice, root)),
      parser(choice.parser),
      store(root),
      progress(choice.progress) {}

void Host::doing(const std::string& what) const {
  if (progress) progress(what);
}

Lock Host::lock() const {
  Lock lock = store.lock([this] { doing("waiting for other changes of this host to end"); });
  remove_left_folders();
  return lock;
}

bool Host::is_privileged() const {
  return ::geteuid() == 0;
}

void Host::require_permission() const {
  if (is_privileged() || !root.is_host()) return;
  throw Failure(ExitCode::unsupported, "needs-root"_id, "cannot change profiles: only root may",
                "run this as root, for example with sudo");
}

ParserSetting Host::parser_setting() const {
  ParserSetting setting{find_parser(parser), profile_folder, ""};
  if (!root.is_host()) {
    if (!profile_copy_) profile_copy_ = std::make_unique<ProfileCopy>(root);
    setting.base = profile_copy_->path();
    setting.copy = profile_copy_->root();
    setting.copy_of = root.path() == "/" ? "" : root.path();
  }
  const std::string abi = "/abi/4.0";
  if (kernel) {
    setting.features = kernel->apparmorfs() + "/features";
  } else if (root.read(profile_folder + abi)) {
    setting.features = setting.base + abi;
  }
  return setting;
}

Restriction restriction_of(const Host& host) {
  const auto value = host.kernel ? host.root.read(restriction_file) : std::nullopt;
  if (!value) return Restriction::absent;
  return value->starts_with('0') ? Restriction::off : Restriction::on;
}

namespace {

std::string features_for(const ParserSetting& setting) {
  return setting.features.empty() ? "" : features_in(setting.features);
}

}  // namespace

std::string build_of(const Host& host, const std::vector<ProfileFile>& files) {
  const ParserSetting setting = host.parser_setting();
  std::string build = build_identity(setting, host.kernel ? host.kernel->features() : features_for(setting));
  for (const ProfileFile& file : files) {
    const auto additions = host.root.read("/etc/apparmor.d/local/" + file.name);
    if (additions) build += aug::format("local/{}:\n{}\n", file.name, *additions);
  }
  return build;
}

}  // namespace aug
