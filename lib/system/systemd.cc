#include "system/systemd.h"

#include <fmt/format.h>

#include <chrono>

#include "core/failure.h"
#include "core/shown_text.h"
#include "system/process.h"

namespace aug {
namespace {

constexpr std::chrono::seconds time_limit{60};

}  // namespace

bool has_systemd(const Root& root) {
  return root.is_host() && root.is_folder("/run/systemd/system");
}

void reload_units(const Root& root, UnitScope scope) {
  if (!has_systemd(root)) return;
  std::vector<std::string> command{"/usr/bin/systemctl"};
  if (scope == UnitScope::system) {
    command.emplace_back("daemon-reload");
  } else {
    command.insert(command.end(), {"reload", "user@*.service"});
  }
  const ProcessResult result = run({command, "", time_limit});
  if (result.succeeded()) return;
  throw Failure(ExitCode::failed, fmt::format("cannot reload units with '{}': {}: {}", fmt::join(command, " "),
                                              how_it_ended(result, time_limit), harmless(result.err)));
}

}  // namespace aug
