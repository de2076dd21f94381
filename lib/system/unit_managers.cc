#include "system/unit_managers.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <ctime>
#include <iterator>
#include <map>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "system/attempt.h"
#include "system/process.h"
#include "system/systemd.h"

namespace aug {
namespace {

/// A user can make the own manager wait for ever.
constexpr std::chrono::seconds asking{10};
constexpr std::chrono::seconds reloading{60};
/// Longer than systemd itself waits for a start and a stop, see DefaultTimeoutStartSec= in systemd-system.conf(5).
constexpr std::chrono::seconds restarting{200};

std::string systemctl(const std::string& uid, const std::vector<std::string>& words, std::chrono::seconds limit) {
  std::vector<std::string> command = {"/usr/bin/systemctl"};
  std::ranges::copy(options_for_manager(uid), std::back_inserter(command));
  std::ranges::copy(words, std::back_inserter(command));
  const ProcessResult result = run({command, "", limit});
  if (result.succeeded()) return result.out;
  const std::string said = harmless(result.err.substr(0, result.err.find('\n')));
  throw Failure(ExitCode::failed, "systemd-refused"_id,
                aug::format("'{}': {}{}{}", fmt::join(command, " "), how_it_ended(result, limit),
                            said.empty() ? "" : ": ", said));
}

/// What managers of users said in place of an answer. None of them is asked again: each question costs all the time
/// that one may take, and there may be one for each unit, before and after a change.
std::map<std::string, std::string>& refusals_by_user() {
  static std::map<std::string, std::string> refusals;
  return refusals;
}

UnitAtManager ask(const std::string& uid, const PlannedUnit& unit) {
  if (const auto known = refusals_by_user().find(uid); known != refusals_by_user().end()) {
    return {uid, known->second, false, {}, 0, 0};
  }
  return attempt(
      [&] {
        return read_shown(uid, systemctl(uid, {"show", "--property=" + properties_for(unit), "--", unit.unit}, asking));
      },
      [&](const Failure& failure) {
        if (!uid.empty()) refusals_by_user()[uid] = failure.what();
        return UnitAtManager{uid, failure.what(), false, {}, 0, 0};
      });
}

std::int64_t microseconds(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

}  // namespace

std::vector<std::string> running_user_managers(const Root& root) {
  constexpr std::string_view prefix = "user@";
  if (!has_systemd(root)) return {};
  const std::string out = systemctl(
      "", {"list-units", "--plain", "--full", "--no-legend", "--state=active,reloading", "user@*.service"}, reloading);
  std::vector<std::string> uids;
  for (std::string_view rest = out; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!line.starts_with(prefix)) continue;
    const std::string_view uid = line.substr(prefix.size(), line.find('.') - prefix.size());
    const bool is_number = std::all_of(uid.begin(), uid.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (is_number && !uid.empty()) uids.emplace_back(uid);
  }
  return uids;
}

Diagnoses reload_units(const Root& root, UnitScope scope) {
  if (!has_systemd(root)) return {};
  if (scope == UnitScope::system) {
    systemctl("", {"daemon-reload"}, reloading);
    return {};
  }
  Diagnoses warnings;
  for (const std::string& uid : running_user_managers(root)) {
    attempt(
        [&] {
          systemctl("", {"reload", aug::format("user@{}.service", uid)}, asking);
        },
        [&](const Failure& failure) {
          warnings.push_back({"manager-unaware"_id,
                              Severity::warning,
                              {},
                              aug::format("{} may not know the change: {}", name_of_manager(uid), failure.what()),
                              "it counts for this user from the next login on"});
        });
  }
  return warnings;
}

std::vector<UnitAtManager> unit_at_managers(const Root& root, const PlannedUnit& unit) {
  if (!has_systemd(root)) return {};
  if (unit.scope == UnitScope::system) return {ask("", unit)};
  std::vector<UnitAtManager> found;
  for (const std::string& uid : running_user_managers(root)) found.push_back(ask(uid, unit));
  return found;
}

void restart_unit(const std::string& uid, const std::string& unit) {
  systemctl(uid, {"try-restart", "--", unit}, restarting);
}

Clocks clocks_now() {
  return {microseconds(CLOCK_MONOTONIC), microseconds(CLOCK_REALTIME)};
}

}  // namespace aug
