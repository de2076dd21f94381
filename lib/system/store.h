#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/change/generation.h"
#include "core/change/history.h"
#include "core/change/pending.h"
#include "system/lock.h"
#include "system/root.h"

namespace aug {

/// The generations on disk: /var/lib/aa-userns-gen/generations/N, and `current`, a symlink to one of them. Folders are
/// 0700, files 0600. What is kept here is done as root: it counts only where nobody else can change it, nor a folder on
/// the way to it. All members throw Failure(failed), and Failure(unsupported) where others can change it, and without
/// the right to read.
class Store {
 public:
  /// `root` must outlive it.
  explicit Store(const Root& root) : root_(root) {}

  /// Whether there is a state folder.
  bool exists() const;
  NumberedGeneration current() const;
  /// The number of the current generation, without reading it.
  int current_number() const;
  Generation read(int number) const;
  /// All that are there, in ascending order.
  std::vector<int> numbers() const;
  /// The number that the next generation gets.
  int next_number() const;

  /// Keeps other changing commands out as long as it lives; makes the state folder.
  Lock lock(const std::function<void()>& on_wait = [] {}) const;

  /// Writes a generation, synced to disk, under a temporary name: it is none of numbers() before it is published.
  void stage(const Generation& generation) const;
  /// Gives what was staged its number.
  void publish(int number) const;
  /// Removes a generation, and what is left of one that was never published; 0 for the latter only.
  void discard(int number) const;
  /// Makes it the current one, in one rename. 0 selects none.
  void select(int number) const;
  /// Removes all but the current generation and the last ten.
  void prune() const;

  /// The record of a change that has begun and not ended. Throws Failure(inconsistent) when it cannot be understood.
  std::optional<Pending> pending() const;
  /// Whether anything has begun and not ended: a change, or a purge.
  bool is_interrupted() const;
  void write_pending(const Pending& pending) const;
  void clear_pending() const;

  /// Notes that everything here goes with the change that is pending: once that is done, whoever holds the lock next
  /// goes on with it.
  void plan_purge() const;
  bool is_purge_planned() const;
  void drop_planned_purge() const;
  /// Removes all but the lock, the note of it last. Done again, it goes on where it ended.
  void empty() const;
  /// Removes all, itself included; `lock` is that of this store, and is no lock any more.
  void purge(const Lock& lock) const;

  /// Oldest first.
  std::vector<HistoryEntry> history() const;
  void add_history(const HistoryEntry& entry) const;

 private:
  /// The state folder as a root of its own; nullopt where there is none.
  std::optional<Root> home() const;
  /// The same where there must be one.
  Root require_home() const;

  const Root& root_;
};

}  // namespace aug
