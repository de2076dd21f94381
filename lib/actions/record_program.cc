#include "actions/record_program.h"

#include "core/host/script_arguments.h"
#include "system/program_search.h"

namespace aug {
namespace {

/// A thread's name has at most 15 bytes; one of that length may be the beginning of a longer one.
constexpr std::size_t longest_comm = 15;

/// Fills in the path, and where it comes from.
void find_program(const Host& host, const AuditRecord& record, ProgramFacts& facts) {
  if (!record.execpath.empty()) {
    facts.path = record.execpath;
    facts.source = ProgramFacts::Source::record;
    return;
  }
  if (host.root.is_host()) {
    if (auto program = program_of_process(record.pid, record.comm, record.seconds)) {
      facts.path = std::move(*program);
      facts.source = ProgramFacts::Source::process;
      return;
    }
  }
  if (record.comm.size() >= longest_comm) return;
  std::vector<std::string> installed = installed_programs(host.root, record.comm);
  if (installed.size() != 1) {
    facts.homonyms = std::move(installed);
    return;
  }
  facts.path = installed.front();
  facts.source = ProgramFacts::Source::installed;
}

}  // namespace

ProgramFacts program_of(const Host& host, const KnownPrograms& known, const AuditRecord& record) {
  ProgramFacts facts;
  find_program(host, record, facts);
  if (facts.source == ProgramFacts::Source::none || !facts.path.starts_with('/')) return facts;
  facts.exists = host.root.status(facts.path).has_value();
  facts.is_program = is_program(host.root, facts.path);
  if (facts.exists) facts.path = host.root.real_path(facts.path);
  facts.is_script = facts.is_program && is_script(host.root, facts.path);
  facts.changeable = changeable_by_others(host.root, facts.path);
  // Whose content others choose is refused for that, and not read.
  if (!facts.is_program || !facts.changeable.empty()) return facts;
  facts.runs_arguments = facts.is_script && runs_its_arguments(script_at(host.root, facts.path));
  facts.twin = known.twin_of(facts.path);
  return facts;
}

}  // namespace aug
