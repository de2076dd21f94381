#include "actions/change_host.h"

#include <optional>
#include <utility>

#include "actions/aftermath.h"
#include "actions/examine.h"
#include "actions/examine_settings.h"
#include "actions/recover.h"
#include "actions/stale_processes.h"
#include "core/change/concern.h"
#include "core/change/transaction.h"
#include "core/status/postconditions.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "system/attempt.h"
#include "system/caller.h"
#include "system/host_change.h"
#include "system/interruption.h"
#include "system/memory.h"

namespace aug {
namespace {

/// Where nothing is done, be it that there is nothing to do.
Outcome untouched(const Host& host, const Decision& decision) {
  const std::vector<PlannedBinary>& binaries = decision.target.generation.binaries;
  return {decision.changes,
          decision.current.number,
          decision.changes.empty() ? as_planned(binaries) : as_foreseen(binaries),
          examine_settings(host, decision.target.generation),
          decision.notices,
          decision.sources,
          decision.target.generation.policies};
}

HistoryEntry history_entry(const ChangeRequest& request, const Decision& decision) {
  HistoryEntry entry = entry_of_caller(request.command);
  entry.from = decision.current.number;
  entry.to = decision.target.number;
  for (const Change& change : decision.changes) entry.steps.push_back(describe(change.step));
  return entry;
}

/// What is as wanted, or the Failure by which all is taken back.
void verify(const Host& host, const Decision& decision, Outcome& outcome) {
  const Concern concern(decision.current.generation, decision.target.generation, decision.changes);
  outcome.binaries = examine(host, decision.target.generation, Depth::prove, Lints::were_asked,
                             [&](const PlannedBinary& binary) { return concern.is_with(binary); });
  outcome.settings = examine_settings(host, decision.target.generation);
  require_good(outcome.binaries, decision.current.generation, decision.target.generation, decision.changes);
  require_good(outcome.settings, decision.current.generation, decision.changes);
}

/// Done and verified, or taken back. How to take it back is on disk from before the first step to after the last.
Outcome carry_out(const Host& host, const ChangeRequest& request, const Decision& decision, const HistoryEntry& entry,
                  const Interruption& interruption) {
  const Store& store = host.store;
  const int new_number = decision.is_new ? decision.target.number : 0;
  Outcome outcome{decision.changes, decision.target.number, {}, {}, decision.notices, decision.sources};
  try {
    if (decision.is_new) store.stage(decision.target.generation);
    store.write_pending({boot_id(), request.command, new_number, undo_of(decision.changes)});
    if (decision.is_new) store.publish(new_number);
    aug::carry_out(
        decision.changes, [&](const Step& step) { append(outcome.notices, perform(host, step)); },
        [&] {
          interruption.check();
          verify(host, decision, outcome);
          store.add_history(entry);
          if (request.purge) store.plan_purge();
          interruption.check();
          store.clear_pending();  // from here on it is done
        });
  } catch (const Failure& failure) {
    if (failure.code() != ExitCode::inconsistent) {
      store.discard(new_number);
      store.drop_planned_purge();
      store.clear_pending();
    }
    throw;
  }
  return outcome;
}

/// With all that follows it.
Outcome change(const Host& host, const ChangeRequest& request, const Decision& decision) {
  const Interruption interruption;
  const std::vector<RunningProcess> before = processes_of(host, decision.current.generation);
  const HistoryEntry entry = history_entry(request, decision);
  Outcome outcome = carry_out(host, request, decision, entry, interruption);
  if (host.root.is_host()) log_to_system(entry);
  const StaleServices services = request.restart_units ? StaleServices::restart : StaleServices::name;
  append(outcome.notices, aftermath(host, decision, before, services));
  return outcome;
}

Outcome no_change(const Host& host, const ChangeRequest& request, const Decision& decision) {
  Outcome outcome = untouched(host, decision);
  const StaleServices services = request.restart_units ? StaleServices::restart : StaleServices::name;
  append(outcome.notices, look_at_services(host, decision, services));
  return outcome;
}

Diagnoses purge(const Host& host, const Lock& lock) {
  return attempt(
      [&] {
        host.store.purge(lock);
        forget(host.root);
        return Diagnoses{};
      },
      [](const Failure& failure) {
        return Diagnoses{{"purge-failed"_id,
                          Severity::error,
                          {},
                          aug::format("cannot purge what is kept: {}", failure.what()),
                          "what was asked for besides is done; the next change goes on with the purge"}};
      });
}

Diagnoses notices_on(const Recovery& recovered) {
  Diagnoses notices{{"interrupted-taken-back"_id,
                     Severity::notice,
                     {},
                     aug::format("took back what an interrupted '{}' had left", recovered.command),
                     ""}};
  append(notices, recovered.warnings);
  return notices;
}

/// What was decided without the lock, if anything was, has to hold with it.
Outcome change_locked(const Host& host, const ChangeRequest& request, std::optional<Decision> earlier) {
  const Lock lock = host.lock();
  const auto recovered = recover_locked(host);
  const Decision decision = earlier && !recovered ? decide_again(host, request.make_target, std::move(*earlier))
                                                  : decide(host, request.make_target);
  if (request.purge && decision.changes.empty()) host.store.plan_purge();
  Outcome outcome = decision.changes.empty() ? no_change(host, request, decision) : change(host, request, decision);
  if (request.purge) append(outcome.notices, purge(host, lock));
  if (recovered) append(outcome.notices, notices_on(*recovered));
  return outcome;
}

}  // namespace

Outcome change_host(const Host& host, const ChangeRequest& request) {
  if (request.dry_run) return untouched(host, decide(host, request.make_target));
  host.require_permission();
  if (host.store.is_interrupted()) return change_locked(host, request, std::nullopt);
  Decision decision = decide(host, request.make_target);
  const bool has_nothing_to_purge = !request.purge || !host.store.exists();
  if (decision.changes.empty() && has_nothing_to_purge) return no_change(host, request, decision);
  return change_locked(host, request, std::move(decision));
}

}  // namespace aug
