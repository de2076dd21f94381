#include "app/command.h"

#include <array>

#include "app/progress.h"
#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug::app {

HostChoice Invocation::host_choice() const {
  return {has("root") ? std::optional(text("root")) : std::nullopt, text("parser"), text("apparmorfs"),
          is_watched ? show_progress : Progress()};
}

ChangeOptions Invocation::change_options() const {
  return {.dry_run = is_set("dry-run"), .restart_units = is_set("restart-units"), .templates = text("templates")};
}

std::span<const Command* const> commands() {
  static constexpr std::array<const Command*, 19> all = {
      &check_command,     &render_command,   &plan_command,    &apply_command,   &remove_command,
      &reconcile_command, &rollback_command, &history_command, &recover_command, &status_command,
      &verify_command,    &doctor_command,   &explain_command, &suggest_command, &list_command,
      &show_command,      &new_command,      &help_command,    &version_command};
  return all;
}

void require_no_arguments(const Invocation& invocation, std::string_view what) {
  if (invocation.arguments.empty()) return;
  throw Failure(ExitCode::usage, "unexpected-argument"_id,
                aug::format("cannot use '{}': {} takes no arguments", invocation.arguments.front(), what));
}

}  // namespace aug::app
