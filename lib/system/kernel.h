#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/apparmor/loaded_profile.h"

namespace aug {

/// The feature files below a folder as "path value" lines in a stable order, or the content of a feature file. What
/// only shows the state of a sysctl (policy/unconfined_restrictions) is left out. Throws Failure(unsupported).
std::string features_in(const std::string& file_or_folder);

/// The AppArmor of the running kernel, reached through the folder apparmorfs (securityfs:
/// /sys/kernel/security/apparmor).
class Kernel {
 public:
  /// Where apparmorfs is mounted, or nullopt when this kernel runs without AppArmor. Throws Failure(unsupported) where
  /// the kernel has AppArmor enabled but securityfs is not mounted.
  static std::optional<Kernel> find();
  /// `apparmorfs` need not be a real one: any folder with the same files will do.
  explicit Kernel(std::string apparmorfs);

  const std::string& apparmorfs() const { return apparmorfs_; }

  /// See features_in: two kernels that give the same text compile alike.
  const std::string& features() const;
  /// Whether rules about user namespaces are enforced (features/namespaces/mask has userns_create).
  bool mediates_userns() const;

  /// A number that each load and removal of a profile raises; "" where nothing was ever loaded, or it cannot be read.
  std::string revision() const;

  /// The names of all loaded profiles of this policy namespace, children as "parent//child". Throws
  /// Failure(unsupported) without the right to read them.
  std::set<std::string> profile_names() const;
  /// All loaded profiles of this policy namespace, without their bytes. Throws Failure(unsupported) without the right
  /// to read them.
  LoadedProfiles profiles() const;
  /// Those of these names that are loaded, with their bytes and without their attachments. Throws Failure(unsupported)
  /// without the right to read them.
  LoadedProfiles profiles_with_bytes(const std::set<std::string>& names) const;

  /// Loads a set of compiled profiles in one write: all or none. An identical one is left alone by the kernel.
  /// Throws Failure(failed), or Failure(unsupported) when not permitted or when this kernel takes no sets.
  void load(std::string_view compiled) const;
  /// Removes one profile; one that is not there is not an error. Throws Failure(failed, or unsupported when not
  /// permitted).
  void unload(const std::string& name) const;

  /// Whether the loaded, confined profile `name` lets a task create a user namespace (aa_query_label(2)). An
  /// unconfined-mode profile answers yes to everything, so the answer means nothing for it. nullopt: no such label, or
  /// not asked of a real kernel.
  std::optional<bool> may_create_userns(const std::string& name) const;

 private:
  std::string apparmorfs_;
  mutable std::string features_;  ///< read once: they stay as long as the kernel runs
};

}  // namespace aug
