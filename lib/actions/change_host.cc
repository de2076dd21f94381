#include "actions/change_host.h"

#include <fmt/format.h>

#include "actions/examine.h"
#include "core/failure.h"
#include "system/host_change.h"

namespace aug {
namespace {

/// Binaries that are not there yet, or that another profile serves, are no reason to take a change back.
void require_good(const std::vector<PlannedBinary>& binaries) {
  Diagnoses bad;
  for (const PlannedBinary& binary : binaries) {
    if (is_good(binary.state)) continue;
    bad.push_back(
        {Severity::error, {}, fmt::format("cannot grant namespaces to {}: {}", binary.path, binary.detail), ""});
  }
  if (!bad.empty()) throw Failure(ExitCode::failed, bad);
}

void require_permission(const Host& host) {
  if (!host.is_privileged() && host.root.is_host()) {
    throw Failure(ExitCode::unsupported, "cannot change profiles: only root may",
                  "run this as root, for example with sudo");
  }
}

class Transaction {
 public:
  Transaction(const Host& host, const MakeTarget& make_target)
      : host_(host),
        make_target_(make_target),
        current_(host.may_read_state() ? host.store.current() : NumberedGeneration{}),
        target_(make_target(current_.generation)) {
    compare();
  }

  /// With the lock held: what was decided without it may be out of date.
  void decide_again() {
    if (host_.store.current_number() != current_.number) {
      current_ = host_.store.current();
      target_ = make_target_(current_.generation);
    }
    compare();
  }

  void carry_out() {
    const bool is_new = target_ != current_.generation;  // else the host had drifted from what is current
    if (is_new) host_.store.stage(next_, target_);
    try {
      aug::carry_out(
          outcome_.changes, [&](const Step& step) { perform(host_, step); },
          [&] {
            outcome_.binaries = examine(host_, target_, Depth::prove);
            require_good(outcome_.binaries);
          });
    } catch (const Failure& failure) {
      if (is_new && failure.code() != ExitCode::inconsistent) host_.store.discard(next_);
      throw;
    }
    if (is_new) outcome_.generation = next_;
  }

  const Outcome& outcome() const { return outcome_; }

 private:
  void compare() {
    next_ = host_.may_read_state() ? host_.store.next_number() : 1;
    outcome_ = {changes_between(current_.generation, current_.number, target_, next_,
                                read_state(host_, current_.generation, target_)),
                current_.number, target_.binaries};
  }

  const Host& host_;
  const MakeTarget& make_target_;
  NumberedGeneration current_;
  Generation target_;
  int next_ = 0;
  Outcome outcome_;
};

}  // namespace

Outcome change_host(const Host& host, bool dry_run, const MakeTarget& make_target) {
  if (!dry_run) require_permission(host);
  Transaction transaction(host, make_target);
  if (dry_run || transaction.outcome().changes.empty()) return transaction.outcome();
  const Lock lock = host.store.lock();
  transaction.decide_again();
  if (!transaction.outcome().changes.empty()) transaction.carry_out();
  return transaction.outcome();
}

}  // namespace aug
