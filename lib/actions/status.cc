#include "actions/status.h"

#include <algorithm>
#include <array>

#include "actions/answer_keeper.h"
#include "actions/examine_settings.h"
#include "actions/policy_names.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/terminal_text.h"
#include "core/text/words.h"
#include "system/attempt.h"
#include "system/caller.h"

namespace aug {
namespace {

constexpr auto levels = std::to_array<Word<HostReport::Level>>({{"ready", HostReport::Level::ready},
                                                                {"files-only", HostReport::Level::files_only},
                                                                {"unsupported", HostReport::Level::unsupported}});
constexpr auto restrictions = std::to_array<Word<Restriction>>(
    {{"absent", Restriction::absent}, {"off", Restriction::off}, {"on", Restriction::on}});

std::optional<std::string> flaw_of_parser(const Host& host) {
  using Flaw = std::optional<std::string>;
  return attempt(
      [&] {
        const auto flaw = parser_flaw(host.parser_setting());
        return flaw ? Flaw(flaw->message) : Flaw();
      },
      [](const Failure& failure) -> Flaw { return failure.what(); });
}

Proof deepest_proof(const Host& host, Depth depth) {
  if (!host.kernel) return Proof::files;
  return depth == Depth::prove ? Proof::trial : Proof::kernel;
}

Diagnosis cannot_see_state() {
  return {"less-without-root"_id,
          Severity::notice,
          {},
          "cannot see what is applied: only root may",
          "run this as root to see it"};
}

/// A name that nothing has must not pass for a policy with which all is well.
void require_applied(const Host& host, const StatusReport& report, const std::vector<std::string>& names) {
  const std::vector<AppliedPolicy>& applied = report.policies;
  std::vector<PlannedBinary> programs;
  for (const ExaminedBinary& each : report.binaries) programs.push_back(each.binary);
  Diagnoses missing;
  for (const std::string& name : names) {
    if (std::ranges::find(applied, name, &AppliedPolicy::name) != applied.end()) continue;
    const std::vector<std::string> known = names_of_policies(host, applied);
    missing.push_back({"policy-not-applied"_id,
                       Severity::error,
                       {},
                       aug::format("cannot look at {}: no such policy is applied", quoted(name)),
                       contains(known, name) ? "" : hint_on_unknown(name, known, programs)});
  }
  if (!missing.empty()) throw Failure(ExitCode::failed, missing);
}

}  // namespace

std::string_view name_of(HostReport::Level level) {
  return word_for(levels, level);
}

std::string_view name_of(Restriction restriction) {
  return word_for(restrictions, restriction);
}

HostReport assess(const Host& host) {
  using Level = HostReport::Level;
  const Restriction restriction = restriction_of(host);
  if (host.kernel && !host.kernel->mediates_userns()) {
    return {Level::unsupported, "this kernel's AppArmor knows no rules about user namespaces", restriction};
  }
  if (const auto flaw = flaw_of_parser(host)) return {Level::unsupported, *flaw, restriction};
  if (!host.root.is_host()) {
    return {Level::files_only, "this is an image tree: profiles are placed, and loaded when it boots", restriction};
  }
  if (!host.kernel) {
    return {Level::files_only, "this kernel runs without AppArmor: profiles could only be placed in image trees",
            restriction};
  }
  if (restriction == Restriction::absent) {
    return {Level::ready, "this kernel does not restrict user namespaces, so nothing needs a profile", restriction};
  }
  return {Level::ready,
          aug::format("profiles can be loaded; unprivileged user namespaces are {}",
                      restriction == Restriction::on ? "restricted" : "not restricted now: the sysctl is off"),
          restriction};
}

bool StatusReport::is_good() const {
  const auto is_fine = [](const ExaminedBinary& each) { return aug::is_good(each); };
  return !interrupted && settings.is_good() && std::all_of(binaries.begin(), binaries.end(), is_fine);
}

namespace {

/// Of all policies.
StatusReport full_status(const Host& host, Depth depth) {
  const NumberedGeneration current = host.store.current();
  return {assess(host),
          current.number,
          current.generation.policies,
          examine(host, current.generation, depth),
          examine_settings(host, current.generation),
          host.store.is_interrupted(),
          {},
          deepest_proof(host, depth),
          time_now()};
}

/// The same, where nothing was changed since it was found the last time.
StatusReport quick_status(const Host& host) {
  AnswerKeeper keeper(host, "status");
  if (auto known = keeper.recalled()) {
    return {assess(host),
            known->generation,
            std::move(known->policies),
            std::move(known->binaries),
            {},
            false,
            {},
            deepest_proof(host, Depth::look),
            known->found_at};
  }
  keeper.begin();
  StatusReport report = full_status(host, Depth::look);
  if (report.is_good() && report.settings.is_empty()) {
    keeper.keep({report.generation, report.policies, report.binaries, report.looked_at});
  }
  return report;
}

}  // namespace

StatusReport status(const Host& host, const std::vector<std::string>& names, Depth depth) {
  if (!host.may_read_state()) return {assess(host), 0, {}, {}, {}, false, {cannot_see_state()}};
  StatusReport report = depth == Depth::look ? quick_status(host) : full_status(host, depth);
  const auto is_asked = [&](const std::string& policy) {
    return names.empty() || std::find(names.begin(), names.end(), policy) != names.end();
  };
  require_applied(host, report, names);
  std::erase_if(report.policies, [&](const AppliedPolicy& policy) { return !is_asked(policy.name); });
  std::erase_if(report.binaries, [&](const ExaminedBinary& each) { return !is_asked(each.binary.policy); });
  std::erase_if(report.settings.sysctls, [&](const ExaminedSysctl& each) { return !is_asked(each.sysctl.policy); });
  std::erase_if(report.settings.units, [&](const ExaminedUnit& each) { return !is_asked(each.unit.policy); });
  return report;
}

}  // namespace aug
