#include "actions/aftermath.h"

#include <set>
#include <string>

#include "actions/stale_processes.h"
#include "actions/stale_services.h"
#include "core/apparmor/our_files.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/attempt.h"

namespace aug {
namespace {

Diagnosis warning(FindingId id, std::string message, std::string hint = "") {
  return {id, Severity::warning, {}, std::move(message), std::move(hint)};
}

/// What there is to say of services, and their main processes.
struct Services {
  Diagnoses notices;
  std::set<int> processes;
};

Services services_of(const Host& host, const Decision& decision, StaleServices asked) {
  return attempt(
      [&] {
        Services found;
        const auto services =
            stale_services(host, decision.current.generation, decision.target.generation, decision.changes);
        for (const StaleService& service : services) found.processes.insert(service.main_pid);
        if (asked == StaleServices::restart) host.doing("restarting services");
        found.notices = asked == StaleServices::restart ? restart(services) : advice_on(services);
        return found;
      },
      [](const Failure& failure) {
        return Services{
            {warning("services-unread"_id, aug::format("cannot look at running services: {}", failure.what()))}, {}};
      });
}

Diagnoses edits_kept(const std::vector<Change>& changes) {
  Diagnoses notices;
  for (const Change& change : changes) {
    const auto* place = std::get_if<PlaceFile>(&change.step);
    if (place == nullptr || !place->path.starts_with(edited_folder)) continue;
    notices.push_back(warning("edit-kept"_id,
                              aug::format("a file of ours had been edited: the edit is kept as {}", place->path),
                              "put additions into /etc/apparmor.d/local instead"));
  }
  return notices;
}

}  // namespace

Diagnoses aftermath(const Host& host, const Decision& done, const std::vector<RunningProcess>& before,
                    StaleServices services) {
  Diagnoses notices = edits_kept(done.changes);
  attempt(
      [&] {
        host.store.prune();
        const Services looked_at = services_of(host, done, services);
        append(notices, looked_at.notices);
        append(notices,
               stale_processes(host, done.current.generation, done.target.generation, before, looked_at.processes));
      },
      [&](const Failure& failure) {
        notices.push_back(warning("done-but"_id, aug::format("the change is done, but: {}", failure.what())));
      });
  return notices;
}

Diagnoses look_at_services(const Host& host, const Decision& decision, StaleServices services) {
  return services_of(host, decision, services).notices;
}

}  // namespace aug
