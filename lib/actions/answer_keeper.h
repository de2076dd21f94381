#pragma once

#include <optional>
#include <string>

#include "core/status/answer.h"
#include "system/host.h"
#include "system/witness.h"

namespace aug {

/// Takes down what an answer rests on, where it may be remembered at all: of the running host, as root, with the
/// standard parser.
class AnswerKeeper {
 public:
  /// `command` is the name that the answer is kept by.
  AnswerKeeper(const Host& host, std::string command);

  /// What this command found before, if nothing that it rests on was changed.
  std::optional<Answer> recalled() const;
  /// From here on, what is looked at is taken down.
  void begin();
  /// Keeps what was found since then. What costs little is not worth it.
  void keep(const Answer& answer) const;

 private:
  const Host& host_;
  std::string command_;
  bool is_possible_;
  std::optional<Witness> witness_;
};

}  // namespace aug
