#include "actions/change_host.h"

#include <algorithm>
#include <set>

#include "actions/examine.h"
#include "actions/examine_settings.h"
#include "actions/recover.h"
#include "actions/stale_processes.h"
#include "actions/stale_services.h"
#include "core/apparmor/our_files.h"
#include "core/change/changes.h"
#include "core/change/transaction.h"
#include "core/status/postconditions.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/caller.h"
#include "system/host_change.h"
#include "system/interruption.h"
#include "system/packages.h"

namespace aug {
namespace {

class Transaction {
 public:
  Transaction(const Host& host, const ChangeRequest& request) : host_(host), request_(request) { decide(); }

  /// With the lock held: what was decided without it may be out of date.
  void decide_again() {
    if (host_.store.current_number() == current_.number) {
      compare();
    } else {
      decide();
    }
  }

  void carry_out() {
    const Interruption interruption;
    const std::vector<RunningProcess> before = processes_of(host_, current_.generation);
    const HistoryEntry entry = history_entry();
    const int new_number = is_new_ ? target_.number : 0;
    try {
      if (is_new_) host_.store.stage(target_.generation);
      host_.store.write_pending({boot_id(), request_.command, new_number, undo_of(outcome_.changes)});
      if (is_new_) host_.store.publish(target_.number);
      aug::carry_out(
          outcome_.changes, [&](const Step& step) { add_notices(perform(host_, step)); },
          [&] {
            interruption.check();
            outcome_.binaries = examine(host_, target_.generation, Depth::prove);
            outcome_.settings = examine_settings(host_, target_.generation);
            require_good(outcome_.binaries, current_.generation, outcome_.changes);
            require_good(outcome_.settings, current_.generation, outcome_.changes);
            host_.store.add_history(entry);
            interruption.check();
            host_.store.clear_pending();  // from here on it is done
          });
    } catch (const Failure& failure) {
      if (failure.code() != ExitCode::inconsistent) {
        host_.store.discard(new_number);
        host_.store.clear_pending();
      }
      throw;
    }
    outcome_.generation = target_.number;
    finish(entry, before);
  }

  Outcome& outcome() { return outcome_; }

  /// Services that go on as before a change, this one or one before it: they are named, or restarted if asked.
  /// Returns their main processes. The change is done, whatever goes wrong here.
  std::set<int> look_at_services() try {
    std::set<int> processes;
    const auto services = stale_services(host_, current_.generation, target_.generation, outcome_.changes);
    for (const StaleService& service : services) processes.insert(service.main_pid);
    if (request_.restart_units) host_.doing("restarting services");
    const Diagnoses notices = request_.restart_units ? restart(services) : advice_on(services);
    add_notices(notices);
    return processes;
  } catch (const Failure& failure) {
    outcome_.notices.push_back(
        {Severity::warning, {}, aug::format("cannot look at running services: {}", failure.what()), ""});
    return {};
  }

 private:
  void decide() {
    if (host_.may_read_state()) current_ = host_.store.current();
    Target target = request_.make_target(current_);
    is_new_ = !target.number && target.generation != current_.generation;
    target_ = {target.number.value_or(current_.number), std::move(target.generation)};
    notices_ = std::move(target.notices);
    compare();
  }

  void compare() {
    if (is_new_) target_.number = host_.may_read_state() ? host_.store.next_number() : 1;
    HostState state = read_state(host_, current_.generation, target_.generation);
    state.now = moment_now();
    outcome_ = {changes_between(current_, target_, state), current_.number, target_.generation.binaries,
                examine_settings(host_, target_.generation), notices_};
    refuse_paths_of_packages();
  }

  /// A new file of ours on the path of a package would be overwritten by its next version.
  void refuse_paths_of_packages() const {
    for (const Change& change : outcome_.changes) {
      const auto* place = std::get_if<PlaceFile>(&change.step);
      const bool is_new = place != nullptr && std::holds_alternative<RemoveFile>(change.undo.front());
      if (!is_new || !has_name_of_ours(place->path)) continue;
      const std::string package = package_that_owns(host_.root, place->path);
      if (package.empty()) continue;
      throw Failure(ExitCode::conflict,
                    aug::format("cannot place {}: it belongs to the package {}", place->path, package),
                    "name the profile differently in the policy");
    }
  }

  HistoryEntry history_entry() const {
    HistoryEntry entry = entry_of_caller(request_.command);
    entry.from = current_.number;
    entry.to = target_.number;
    for (const Change& change : outcome_.changes) entry.steps.push_back(describe(change.step));
    return entry;
  }

  /// What follows a change that is done; whatever goes wrong with it, the change stays done.
  void finish(const HistoryEntry& entry, const std::vector<RunningProcess>& before) {
    if (host_.root.is_host()) log_to_system(entry);
    for (const Change& change : outcome_.changes) {
      const auto* place = std::get_if<PlaceFile>(&change.step);
      if (place == nullptr || !place->path.starts_with(edited_folder)) continue;
      outcome_.notices.push_back({Severity::warning,
                                  {},
                                  aug::format("a file of ours had been edited: the edit is kept as {}", place->path),
                                  "put additions into /etc/apparmor.d/local instead"});
    }
    try {
      host_.store.prune();
      const std::set<int> spoken_of = look_at_services();
      const Diagnoses stale = stale_processes(host_, current_.generation, target_.generation, before, spoken_of);
      add_notices(stale);
    } catch (const Failure& failure) {
      outcome_.notices.push_back(
          {Severity::warning, {}, aug::format("the change is done, but: {}", failure.what()), ""});
    }
  }

  void add_notices(const Diagnoses& more) { outcome_.notices.insert(outcome_.notices.end(), more.begin(), more.end()); }

  const Host& host_;
  const ChangeRequest& request_;
  NumberedGeneration current_;
  NumberedGeneration target_;
  Diagnoses notices_;    ///< of whoever made the target
  bool is_new_ = false;  ///< the target has no folder yet
  Outcome outcome_;
};

}  // namespace

Outcome change_host(const Host& host, const ChangeRequest& request) {
  if (!request.dry_run) host.require_permission();
  const bool interrupted = !request.dry_run && host.store.has_pending();
  std::optional<Transaction> transaction;
  if (!interrupted) {
    transaction.emplace(host, request);
    if (request.dry_run || transaction->outcome().changes.empty()) {
      if (!request.dry_run) transaction->look_at_services();
      return std::move(transaction->outcome());
    }
  }
  const Lock lock = host.lock();
  const auto recovered = recover_locked(host);
  if (transaction && !recovered) {
    transaction->decide_again();
  } else {
    transaction.emplace(host, request);
  }
  if (transaction->outcome().changes.empty()) {
    transaction->look_at_services();
  } else {
    transaction->carry_out();
  }
  if (recovered) {
    const std::string message = aug::format("took back what an interrupted '{}' had left", recovered->command);
    Diagnoses& notices = transaction->outcome().notices;
    notices.push_back({Severity::notice, {}, message, ""});
    notices.insert(notices.end(), recovered->warnings.begin(), recovered->warnings.end());
  }
  return std::move(transaction->outcome());
}

}  // namespace aug
