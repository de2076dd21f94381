#include "system/interruption.h"

#include <csignal>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

// A handler can reach nothing but a variable of this kind.
volatile std::sig_atomic_t came = 0;

void note(int signal) {
  came = signal;
}

}  // namespace

Interruption::Interruption() {
  came = 0;
  struct sigaction action {};
  action.sa_handler = note;
  action.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    ::sigaction(signals.at(i), &action, &before_.at(i));
    if (before_.at(i).sa_handler == SIG_IGN) ::sigaction(signals.at(i), &before_.at(i), nullptr);  // nohup(1)
  }
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &action, nullptr);
}

Interruption::~Interruption() {
  for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals.at(i), &before_.at(i), nullptr);
}

void Interruption::check() const {
  if (came != 0)
    throw Failure(ExitCode::failed, "interrupted"_id,
                  aug::format("cannot go on: interrupted by signal {}", static_cast<int>(came)));
}

}  // namespace aug
