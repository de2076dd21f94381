#include "system/tried_process.h"

#include <unistd.h>

#include <utility>

#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/probe_question.h"
#include "system/probe_user.h"

namespace aug {
namespace {

constexpr ChildLimits limits{1U << 30U, 200};

}  // namespace

ProcessResult run_as(uid_t user, std::vector<std::string> argv) {
  const bool is_for_this = user != ::geteuid() && user != nobody;  // all processes of that user's are its own
  return run(
      {std::move(argv), "", patience_with_programs, {}, user, is_for_this ? limits : ChildLimits{limits.memory}});
}

std::string account_of(std::string_view what, const ProcessResult& result) {
  std::string said = result.err;
  while (said.ends_with('\n')) said.pop_back();
  const std::string account = aug::format("{}: {}{}{}", what, how_it_ended(result, patience_with_programs),
                                          said.empty() ? "" : ", ", harmless(said));
  return account.substr(0, longest_account);
}

}  // namespace aug
