#include "core/log/objections.h"

#include "core/apparmor/aare.h"
#include "core/host/bubblewrap.h"
#include "core/host/interpreters.h"
#include "core/log/program_remarks.h"
#include "core/policy/template_traits.h"

namespace aug {
namespace {

using Source = ProgramFacts::Source;

std::optional<Remark> objection_to_author(const Incident& incident) {
  if (incident.author == Author::broken_record) return after_broken_record(incident);
  if (incident.author == Author::anybody) return unproved(incident);
  return std::nullopt;
}

/// A link, a multi-call program and a copy each have names of their own; the kernel names a process by that which was
/// executed.
std::optional<Remark> objection_to_names(const ExaminedIncident& examined) {
  const AuditRecord& record = examined.incident.last;
  const bool is_interpreted = examined.facts.source == Source::script;
  for (const std::string& path : {examined.facts.path, is_interpreted ? std::string() : record.execpath}) {
    const RunsAnything runs = what_runs_anything(path);
    if (!runs.empty()) return runs_anything(examined, path, runs.what);
  }
  if (!examined.facts.twin.empty() && !is_bubblewrap(examined.facts.twin)) return is_twin(examined);
  if (examined.facts.runs_arguments) {
    return runs_anything(examined, examined.facts.path, "a script that runs its arguments");
  }
  const RunsAnything runs = what_runs_anything(record.comm);
  if (runs.empty()) return std::nullopt;
  if (examined.facts.source == Source::none) return runs_anything(examined, record.comm, runs.what);
  return runs_as_anything(examined, runs.what);
}

std::optional<Remark> objection_to_path(const ExaminedIncident& examined) {
  const ProgramFacts& facts = examined.facts;
  if (facts.source == Source::none) return without_path(examined);
  if (const std::string flaw = flaw_in_path(facts.path); !flaw.empty()) return bad_path(examined, flaw);
  if (!facts.granted_by.empty()) return granted_since(examined);
  if (is_short_lived(facts.path)) return short_lived(examined);
  if (facts.path.starts_with("/snap/")) return of_a_snap(examined);
  const bool is_named = facts.source == Source::named;
  if (facts.is_script && (is_named || facts.source == Source::installed)) return is_a_script(examined);
  if ((is_named || facts.exists) && !facts.is_program) return no_program(examined);
  if (facts.is_setuid) return is_setuid_root(examined);
  if (!facts.changeable.empty()) return changeable_by_others(examined, template_for(program_meant(facts)));
  return std::nullopt;
}

}  // namespace

std::optional<Remark> objection_to(const ExaminedIncident& examined) {
  if (auto objection = objection_to_author(examined.incident)) return objection;
  if (auto objection = objection_to_names(examined)) return objection;
  return objection_to_path(examined);
}

}  // namespace aug
