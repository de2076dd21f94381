#include "actions/answer_keeper.h"

#include "core/host/sysctl_names.h"
#include "core/text/failure.h"
#include "system/attempt.h"
#include "system/memory.h"
#include "system/sysctl.h"

namespace aug {
namespace {

constexpr std::size_t fewest_binaries = 50;

}  // namespace

AnswerKeeper::AnswerKeeper(const Host& host, std::string command)
    : host_(host),
      command_(std::move(command)),
      is_possible_(host.kernel && host.root.is_host() && host.is_privileged() && host.parser.empty()) {}

std::optional<Answer> AnswerKeeper::recalled() const {
  const auto text = is_possible_ ? recall(host_, command_) : std::nullopt;
  if (!text) return std::nullopt;
  return attempt([&] { return std::optional(answer_from(*text)); });
}

void AnswerKeeper::begin() {
  if (!is_possible_) return;
  witness_.emplace(*host_.kernel);
  // A program that is tried depends on them, whether or not anybody reads them.
  for (const std::string_view name : sysctl_name::settable) sysctl_value(host_.root, std::string(name));
}

void AnswerKeeper::keep(const Answer& answer) const {
  if (witness_ && answer.binaries.size() >= fewest_binaries) remember(host_, command_, bytes_of(answer), *witness_);
}

}  // namespace aug
