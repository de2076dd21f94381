#include <memory>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/coprocess.h"
#include "system/probe_helper.h"
#include "system/probe_user.h"

namespace aug {
namespace {

/// For what cannot be killed, and for a machine that is busy: the helper has waited by itself before.
constexpr std::chrono::seconds grace{5};

/// The running one; none before the first question, and after one had no answer.
std::unique_ptr<Coprocess>& helper() {
  static std::unique_ptr<Coprocess> running;
  return running;
}

bool send(const std::vector<ProbeQuestion>& questions) {
  if (!helper()) {
    helper() = std::make_unique<Coprocess>(
        std::vector<std::string>{"/proc/self/exe", std::string(helper_word), aug::format("{}", user_of_probes())});
  }
  const std::string text = text_of(questions);
  const std::size_t size = text.size();
  const std::string_view head(reinterpret_cast<const char*>(&size), sizeof size);
  return helper()->send(head) && helper()->send(text);
}

}  // namespace

std::vector<ProbeAnswer> ask_helper(const std::vector<ProbeQuestion>& questions) {
  if (questions.empty()) return {};
  if (!send(questions)) {
    helper().reset();  // somebody ended it since the last time
    send(questions);
  }
  std::vector<ProbeAnswer> answers;
  for (const ProbeQuestion& question : questions) {
    const auto line = helper() ? helper()->next_line(patience_with(question.kind) + grace) : std::nullopt;
    if (!line) helper().reset();
    answers.push_back(answer_in(line.value_or("")));
  }
  if (!helper() && answers.front().reached == silent)
    throw Failure(ExitCode::failed, "not-tried"_id, "cannot try anything: the helper gives no answer");
  return answers;
}

}  // namespace aug
