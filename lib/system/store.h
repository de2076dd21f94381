#pragma once

#include <string>
#include <vector>

#include "core/generation.h"
#include "system/lock.h"
#include "system/root.h"

namespace aug {

/// A generation and its number; number 0 is the empty one that every host begins with.
struct NumberedGeneration {
  int number = 0;
  Generation generation;
};

/// The generations on disk: /var/lib/aa-userns-gen/generations/N, and `current`, a symlink to one of them. Folders are
/// 0700, files 0600. All members throw Failure(failed), and Failure(unsupported) without the right to read.
class Store {
 public:
  /// `root` must outlive it.
  explicit Store(const Root& root) : root_(root) {}

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

  /// Writes a generation, synced to disk; it is not selected by that.
  void stage(int number, const Generation& generation) const;
  void discard(int number) const;
  /// Makes it the current one, in one rename. 0 selects none.
  void select(int number) const;
  /// Removes everything, itself included.
  void purge() const;

 private:
  const Root& root_;
};

}  // namespace aug
