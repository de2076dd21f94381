#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/text_file.h"

namespace aug {

/// A directive for which systemd itself creates a user namespace where the manager is that of a user.
struct NamespaceDirective {
  std::string_view name;
  std::string_view off;  ///< what switches it off in a drop-in; "" empties a list
};

/// All of them, by exec_context_need_unprivileged_private_users() of systemd since 254, tried with 257 and 262. Images
/// are from 258 on; before, such a unit of a user does not start.
std::span<const NamespaceDirective> known_namespace_directives();

/// Null for a directive that makes none.
const NamespaceDirective* find_namespace_directive(std::string_view name);

/// A directive in the file of a unit.
struct ServiceDirective {
  std::string name;
  std::string value;
  std::string path;  ///< the file
  int line = 0;
  std::string off;  ///< the value that switches it off in a drop-in; "" is one, too

  friend bool operator==(const ServiceDirective&, const ServiceDirective&) = default;
};

/// The directives of a user's service for which systemd itself creates a user namespace, as they hold after all files:
/// the unit first, then its drop-ins in their order.
std::vector<ServiceDirective> namespace_directives(const std::vector<TextFile>& files);

/// The folders of a service's drop-ins, from the closest: of "a-b@1.service" those of itself, of its template, of the
/// prefix "a-" and of all services, "service.d"; systemd.unit(5), tried with 257.
std::vector<std::string> drop_in_folders_of(const std::string& unit);

/// All lines of one directive of [Service].
std::vector<ServiceDirective> directives_named(const TextFile& file, std::string_view name);

/// The service that a process belongs to, and the user of its manager.
struct UnitOfProcess {
  std::string unit;  ///< "" for none
  std::string uid;   ///< "" for the system's manager
};

/// What /proc/PID/cgroup names, for a process of the user `owner`: of
/// "0::/user.slice/user-1000.slice/user@1000.service/app.slice/x.service" x.service and 1000, of
/// "0::/system.slice/x.service" x.service. A service can name groups below its own as it likes, and so can a user below
/// those of the own manager: the first service that stands in nothing but slices counts, and a manager only in the
/// slice of its user, for processes of that user's. Nothing for all else.
UnitOfProcess unit_in(std::string_view cgroup, std::string_view owner);

}  // namespace aug
