#include "actions/decide.h"

#include <set>
#include <utility>

#include "core/apparmor/our_files.h"
#include "core/change/changes.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/caller.h"
#include "system/packages.h"

namespace aug {
namespace {

std::set<std::string> new_files_of_ours(const std::vector<Change>& changes) {
  std::set<std::string> placed;
  for (const Change& change : changes) {
    const auto* place = std::get_if<PlaceFile>(&change.step);
    const bool is_new = place != nullptr && std::holds_alternative<RemoveFile>(change.undo.front());
    if (is_new && has_name_of_ours(place->path)) placed.insert(place->path);
  }
  return placed;
}

/// A new file of ours on the path of a package would be overwritten by its next version.
void refuse_paths_of_packages(const Host& host, const std::set<std::string>& paths) {
  const auto owned = path_of_package(host.root, paths);
  if (!owned) return;
  throw Failure(ExitCode::conflict, "file-of-package"_id,
                aug::format("cannot place {}: it belongs to the package {}", owned->path, owned->package),
                "name the profile differently in the policy");
}

/// With the changes that its two generations come to now.
Decision compared(const Host& host, Decision decision) {
  if (decision.is_new) decision.target.number = host.may_read_state() ? host.store.next_number() : 1;
  HostState state = read_state(host, decision.current.generation, decision.target.generation);
  state.now = moment_now();
  decision.changes = changes_between(decision.current, decision.target, state);
  return decision;
}

Decision decide_from(const Host& host, const MakeTarget& make_target, NumberedGeneration current) {
  Target target = make_target(current);
  Decision decision;
  decision.is_new = !target.number && target.generation != current.generation;
  decision.target = {target.number.value_or(current.number), std::move(target.generation)};
  decision.current = std::move(current);
  decision.notices = std::move(target.notices);
  decision.sources = std::move(target.sources);
  decision = compared(host, std::move(decision));
  refuse_paths_of_packages(host, new_files_of_ours(decision.changes));
  return decision;
}

}  // namespace

Decision decide(const Host& host, const MakeTarget& make_target) {
  return decide_from(host, make_target, host.may_read_state() ? host.store.current() : NumberedGeneration{});
}

Decision decide_again(const Host& host, const MakeTarget& make_target, Decision earlier) {
  NumberedGeneration current = host.store.current();
  // The number alone does not tell: after a purge they begin anew.
  const bool is_same = current.number == earlier.current.number && current.generation == earlier.current.generation;
  if (!is_same) return decide_from(host, make_target, std::move(current));
  const std::set<std::string> looked_up = new_files_of_ours(earlier.changes);
  Decision decision = compared(host, std::move(earlier));
  std::set<std::string> more = new_files_of_ours(decision.changes);
  std::erase_if(more, [&](const std::string& path) { return looked_up.contains(path); });
  refuse_paths_of_packages(host, more);
  return decision;
}

}  // namespace aug
