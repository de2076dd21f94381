#pragma once

#include <signal.h>

#include <array>

namespace aug {

/// While it lives, SIGINT, SIGTERM and SIGHUP end nothing at once: a change goes on to where it can be taken back. That
/// nobody reads what we say (SIGPIPE) ends nothing from then on: what is done is done, and the exit status says so.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// Throws Failure(failed) when one of the signals has come.
  void check() const;

 private:
  static constexpr std::array<int, 3> signals = {SIGINT, SIGTERM, SIGHUP};

  std::array<struct sigaction, signals.size()> before_{};
};

}  // namespace aug
