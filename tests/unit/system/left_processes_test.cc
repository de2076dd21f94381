#include "system/left_processes.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "core/text/format.h"
#include "system/process.h"
#include "system/root.h"

using namespace aug;
using namespace std::chrono_literals;

namespace {

constexpr uid_t nobodys_but_ours = 0x7ffd4321;

/// A process that left its session and its parent; its id.
std::string leave_process_behind() {
  const std::string script = "echo $(setsid sh -c 'echo $$; exec sleep 100 >/dev/null 2>&1' &)";
  const ProcessResult left = run({{"/bin/sh", "-c", script}, "", 10s, {}, nobodys_but_ours});
  return left.out.substr(0, left.out.find('\n'));
}

/// Gone, or dead and not yet waited for by whoever is its parent now.
bool has_ended(const std::string& process) {
  const auto status = Root().read(aug::format("/proc/{}/status", process));
  return !status || status->find("State:\tZ") != std::string::npos;
}

}  // namespace

TEST_CASE("what a user's program leaves behind ends with the trial") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root has users to spare");
    return;
  }
  const std::string process = leave_process_behind();
  REQUIRE_FALSE(process.empty());
  REQUIRE_FALSE(has_ended(process));
  end_processes_of(nobodys_but_ours);
  for (int tries = 0; tries < 100 && !has_ended(process); ++tries) std::this_thread::sleep_for(50ms);
  CHECK(has_ended(process));
}
