#include "core/host/namespace_use.h"

#include <unistd.h>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/namespace_trial.h"
#include "system/probe.h"
#include "system/process.h"

namespace aug {
namespace {

constexpr std::chrono::seconds time_limit{10};

}  // namespace

NamespaceUse use_namespace(const std::string& label, const std::string& program) {
  const ProcessResult result = run({trial_command(label, user_of_probes(), program), "", time_limit});
  if (result.succeeded()) return answer_of_trial(result.out);
  throw Failure(ExitCode::failed, aug::format("cannot try a user namespace: {}", how_it_ended(result, time_limit)));
}

}  // namespace aug
