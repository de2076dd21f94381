#pragma once

#include <span>
#include <string_view>

namespace aug {

/// What there is to say of a kind of diagnosis or check, at length: sentences without a full stop at the end.
struct Finding {
  std::string_view id;      ///< as FindingId has it
  std::string_view title;   ///< in a few words
  std::string_view means;   ///< what is so
  std::string_view comes;   ///< how that comes about
  std::string_view remedy;  ///< what to do
};

/// Findings that belong together, as the page of findings shows them.
struct FindingGroup {
  std::string_view title;
  std::string_view said_by;  ///< the commands
  std::span<const Finding> findings;
};

/// All of them: of each id in this program there is one. What other programs say is in core/doctor/known_messages.h.
std::span<const FindingGroup> finding_groups();

/// The group that has the finding with this id; nullptr for none.
const FindingGroup* group_of(std::string_view id);

/// The finding with this id; nullptr for none.
const Finding* finding_called(std::string_view id);

std::span<const Finding> findings_on_usage();
std::span<const Finding> findings_on_policy_text();
std::span<const Finding> findings_on_entries();
std::span<const Finding> findings_on_grants();
std::span<const Finding> findings_on_plans();
std::span<const Finding> findings_on_profiles();
std::span<const Finding> findings_on_host();
std::span<const Finding> findings_on_files();
std::span<const Finding> findings_on_changes();
std::span<const Finding> findings_on_state();
std::span<const Finding> findings_on_services();
std::span<const Finding> findings_on_logs();
std::span<const Finding> checks_of_host();
std::span<const Finding> checks_of_settings();
std::span<const Finding> checks_of_programs();
std::span<const Finding> checks_of_profiles();
std::span<const Finding> checks_of_processes();

}  // namespace aug
