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
/// 0700, files 0600. All members throw Failure(failed), and Failure(unsupported) without the right to read.
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
  Lock lock() const;

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
  bool has_pending() const;
  void write_pending(const Pending& pending) const;
  void clear_pending() const;

  /// Oldest first.
  std::vector<HistoryEntry> history() const;
  void add_history(const HistoryEntry& entry) const;

  /// Removes everything, itself included.
  void purge() const;

 private:
  const Root& root_;
};

}  // namespace aug
