#include "core/plan/unit_notices.h"

#include <algorithm>
#include <string_view>

#include "core/text/format.h"
#include "core/text/lists.h"
#include "core/text/paths.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

bool is_drop_in(std::string_view path) {
  return path.substr(0, path.rfind('/')).ends_with(".d");
}

/// Drop-ins are read by file name, whatever the folder; of one name the first wins, and a user's folder comes before
/// ours: systemd.unit(5).
std::vector<TextFile> with_ours(std::vector<TextFile> files, const TextFile& ours) {
  const auto after = std::find_if(files.begin(), files.end(), [&](const TextFile& file) {
    return is_drop_in(file.path) && last_part_of(file.path) >= last_part_of(ours.path);
  });
  const bool is_masked = after != files.end() && last_part_of(after->path) == last_part_of(ours.path);
  if (!is_masked) files.insert(after, ours);
  return files;
}

std::string hint_for(const ServiceDirective& directive, const PlannedUnit& unit) {
  const bool is_set = std::any_of(unit.set.begin(), unit.set.end(),
                                  [&](const PlannedUnit::Directive& each) { return each.name == directive.name; });
  if (is_set) return "take the line out: it is read after our drop-in";
  if (directive.name == "PrivateUsers") return "take the line out";
  return aug::format("add '{}: {}' to what the policy sets in the unit", directive.name,
                     directive.off.empty() ? "\"\"" : "false");
}

/// Tried with systemd 257 and 262: a manager that runs as root makes mount namespaces and the like without one.
Diagnosis needs_nothing(const PlannedUnit& unit) {
  return {"unit-needs-nothing"_id,
          Severity::notice,
          {},
          aug::format("the system's manager creates no user namespace for {}, whatever its unit says", unit.unit),
          "leave it out of the policy: what is switched off only protects less"};
}

void add_remaining(Diagnoses& notices, const PlannedUnit& unit, const TextFile& ours, const HostFacts& facts) {
  const auto managers = facts.user_units.find(unit.unit);
  if (managers == facts.user_units.end()) return;
  for (const std::vector<TextFile>& files : managers->second) {
    for (const ServiceDirective& each : namespace_directives(with_ours(files, ours))) {
      add_once(notices, {"unit-still-in-namespace"_id,
                         Severity::warning,
                         {each.path, each.line, 0, ""},
                         aug::format("systemd still creates a user namespace for {}: {}={}", unit.unit, each.name,
                                     harmless(each.value)),
                         hint_for(each, unit)});
    }
  }
}

}  // namespace

Diagnoses notices_on_units(const std::vector<PlannedUnit>& units, const std::vector<TextFile>& drop_ins,
                           const HostFacts& facts) {
  Diagnoses notices;
  for (const PlannedUnit& unit : units) {
    const std::string path = drop_in_path(unit.scope, unit.unit);
    const auto ours =
        std::find_if(drop_ins.begin(), drop_ins.end(), [&](const TextFile& each) { return each.path == path; });
    if (unit.scope == UnitScope::system) add_once(notices, needs_nothing(unit));
    if (unit.scope == UnitScope::user && ours != drop_ins.end()) add_remaining(notices, unit, *ours, facts);
  }
  if (!units.empty() && facts.is_running && !facts.has_systemd) {
    notices.push_back({"no-systemd"_id,
                       Severity::notice,
                       {},
                       "systemd does not run here: drop-ins of units are placed, and count where it does",
                       ""});
  }
  return notices;
}

}  // namespace aug
