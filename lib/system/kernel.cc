#include "system/kernel.h"

#include <sys/apparmor.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/kernel_files.h"

namespace aug {
namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  const std::string message = aug::format("{}: {}", what, std::strerror(error));
  if (error == EPERM || error == EACCES)
    throw Failure(ExitCode::unsupported, "kernel-refused"_id, message, std::string(mac_admin_hint));
  throw Failure(ExitCode::failed, "kernel-refused"_id, message,
                "the kernel's log may say why: 'journalctl -k --grep apparmor'");
}

using KernelInterface = std::unique_ptr<aa_kernel_interface, decltype(&aa_kernel_interface_unref)>;
using Features = std::unique_ptr<aa_features, decltype(&aa_features_unref)>;

/// libapparmor asks the features for one thing: whether a set may be loaded in one write. It is given just that, since
/// its own reading of a features folder ends at a fixed size.
KernelInterface interface_of(const std::string& apparmorfs, const std::string& what) {
  constexpr std::string_view loads_sets = "policy {set_load {yes\n}\n}\n";
  aa_features* features = nullptr;
  if (aa_features_new_from_string(&features, loads_sets.data(), loads_sets.size()) != 0) fail(errno, what);
  const Features owned_features(features, aa_features_unref);
  aa_kernel_interface* interface = nullptr;
  if (aa_kernel_interface_new(&interface, features, apparmorfs.c_str()) != 0) fail(errno, what);
  return {interface, aa_kernel_interface_unref};
}

}  // namespace

Kernel::Kernel(std::string apparmorfs) : apparmorfs_(std::move(apparmorfs)) {}

const std::string& Kernel::features() const {
  if (features_.empty()) features_ = features_in(apparmorfs_ + "/features");
  return features_;
}

bool Kernel::mediates_userns() const {
  const std::string mask = read_kernel_file(apparmorfs_ + "/features/namespaces/mask").value_or("");
  return aug::format(" {} ", fmt::join(lines_of(mask), " ")).find(" userns_create ") != std::string::npos;
}

void Kernel::load(std::string_view compiled) const {
  if (compiled.empty()) return;
  const std::string what = "cannot load the profiles into the kernel";
  if (!read_kernel_file(apparmorfs_ + "/features/policy/set_load").value_or("").starts_with("yes")) {
    // libapparmor would split the bytes then, and wrongly: what begins a profile also occurs inside of newer ones.
    throw Failure(ExitCode::unsupported, "kernel-too-old"_id,
                  what + ": it takes no sets of profiles (features/policy/set_load)",
                  "this needs the AppArmor of a newer kernel");
  }
  const KernelInterface kernel = interface_of(apparmorfs_, what);
  if (aa_kernel_interface_replace_policy(kernel.get(), compiled.data(), compiled.size()) != 0) fail(errno, what);
}

void Kernel::unload(const std::string& name) const {
  const std::string what = aug::format("cannot remove the profile {} from the kernel", name);
  const KernelInterface kernel = interface_of(apparmorfs_, what);
  if (aa_kernel_interface_remove_policy(kernel.get(), name.c_str()) != 0 && errno != ENOENT) fail(errno, what);
}

std::optional<bool> Kernel::may_create_userns(const std::string& name) const {
  // AA_CLASS_NS and AA_USERNS_CREATE of the kernel's security/apparmor/include; in no public header.
  constexpr char namespace_class = 21;
  constexpr std::uint32_t userns_create = 8;
  char* mounted = nullptr;
  if (aa_find_mountpoint(&mounted) != 0) return std::nullopt;
  const std::unique_ptr<char, decltype(&std::free)> mountpoint(mounted, std::free);
  if (apparmorfs_ != mountpoint.get()) return std::nullopt;
  std::string query(AA_QUERY_CMD_LABEL, AA_QUERY_CMD_LABEL_SIZE);
  query.append(name).push_back('\0');
  query.push_back(namespace_class);
  int allowed = 0;
  int audited = 0;
  if (aa_query_label(userns_create, query.data(), query.size(), &allowed, &audited) != 0) return std::nullopt;
  return allowed != 0;
}

}  // namespace aug
