#include <array>

#include "core/findings/finding.h"

namespace aug {

std::span<const Finding> findings_on_services() {
  static constexpr auto findings = std::to_array<Finding>({
      {"process-to-restart", "a process with a profile of the past",
       "it keeps the profile, or the lack of one, that it started with; the change does not reach it",
       "profiles attach when a program is executed", "restart it"},
      {"service-to-restart", "a service that runs as before the change",
       "its program, or systemd itself, made what counts when it started",
       "profiles and drop-ins count from the next start on", "restart it; 'apply --restart-units' does so by itself"},
      {"service-restarted", "a service was restarted", "so that the change counts for it",
       "'--restart-units' asked for it", "nothing"},
      {"service-not-restarted", "a service could not be restarted",
       "the change is done, and the service still runs as before, or has stopped",
       "it fails to start, or systemd does not answer",
       "'systemctl status UNIT' says why, for a user's unit with --user"},
      {"services-unread", "running services could not be looked at",
       "whether some of them have to be restarted is not known", "systemd does not answer",
       "restart what uses user namespaces"},
      {"manager-unaware", "a user's manager may not know the change",
       "drop-ins were placed, and the manager of that user was not told to read them", "it did not answer",
       "it counts from the user's next login on; or that user runs 'systemctl --user daemon-reload'"},
  });
  return findings;
}

}  // namespace aug
