#include "actions/record_program.h"

#include "system/program_search.h"

namespace aug {
namespace {

/// A thread's name has at most 15 bytes; one of that length may be the beginning of a longer one.
constexpr std::size_t longest_comm = 15;

}  // namespace

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

}  // namespace aug
