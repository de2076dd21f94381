#include "actions/record_program.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "core/apparmor/label.h"
#include "core/change/history.h"
#include "core/host/interpreters.h"
#include "core/host/script_arguments.h"
#include "core/log/thread_names.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "system/attempt.h"
#include "system/probe.h"
#include "system/program_search.h"

namespace aug {
namespace {

using Source = ProgramFacts::Source;

/// A thread's name has at most 15 bytes; one of that length may be the beginning of a longer one.
constexpr std::size_t longest_comm = 15;

/// Whether the program was granted after the record was written: it can be the one, then.
bool is_granted_since(const Host& host, const std::string& path, const AuditRecord& record) {
  if (!host.may_read_state()) return false;
  const auto& binaries = host.store.current().generation.binaries;
  const bool is_ours = std::any_of(binaries.begin(), binaries.end(),
                                   [&](const PlannedBinary& binary) { return binary.real_path == path; });
  const auto history = host.store.history();
  return is_ours && (history.empty() || record.seconds <= seconds_of(history.back()));
}

/// Whether the kernel gives this program a profile, which the record of an unconfined one would name.
bool is_refuted(const Host& host, const std::string& path, const AuditRecord& record) {
  const bool can_ask = host.root.is_host() && host.kernel && host.is_privileged();
  if (!can_ask || record.profile != "unconfined") return false;
  const Label label = attempt([&] { return label_from(label_at_exec(path)); });
  return !label.profiles.empty() && !label.is_unconfined() && !is_granted_since(host, path, record);
}

/// The programs of that name where software installs what it brings along.
std::vector<std::string> programs_elsewhere(const Root& root, const std::string& name) {
  const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '+';
  });
  std::vector<std::string> found;
  if (name.empty() || !is_plain || name.starts_with('.')) return found;
  for (const char* folder :
       {"/opt/*", "/opt/*/bin", "/opt/*/*", "/usr/local/lib/*", "/usr/local/lib/*/bin", "/usr/local/libexec",
        "/usr/local/*/bin", "/usr/lib/*", "/usr/lib/*/bin", "/usr/libexec", "/usr/libexec/*", "/usr/libexec/*/bin"}) {
    for (const std::string& path : programs_matching(root, aug::format("{}/{}", folder, name))) {
      const std::string real = root.real_path(path);
      if (std::find(found.begin(), found.end(), real) == found.end()) found.push_back(real);
    }
  }
  return found;
}

/// The programs of a script's name that vendors have elsewhere, and only root can change: it may start one of them.
std::vector<std::string> programs_behind(const Root& root, const std::string& script) {
  std::vector<std::string> found = programs_elsewhere(root, std::string(last_part_of(script)));
  std::erase_if(found, [&](const std::string& path) {
    return path == script || !changeable_by_others(root, path).empty() || !script_at(root, path).empty();
  });
  return found;
}

void search_elsewhere(const Host& host, const std::string& name, ProgramFacts& facts) {
  std::vector<std::string> found = programs_elsewhere(host.root, name);
  std::erase(found, facts.refuted);
  if (found.size() != 1) {
    facts.homonyms = std::move(found);
    return;
  }
  facts.path = found.front();
  facts.source = Source::elsewhere;
}

/// By the name of its thread alone.
void search_by_name(const Host& host, const AuditRecord& record, ProgramFacts& facts) {
  if (record.comm.size() >= longest_comm || !what_thread_is(record.comm).empty()) return;
  std::vector<std::string> installed = installed_programs(host.root, record.comm);
  if (installed.size() > 1) {
    facts.homonyms = std::move(installed);
    return;
  }
  if (installed.empty()) return search_elsewhere(host, record.comm, facts);
  if (is_refuted(host, installed.front(), record)) {
    facts.refuted = installed.front();
    return search_elsewhere(host, record.comm, facts);
  }
  facts.path = installed.front();
  facts.source = Source::installed;
}

/// The script that the interpreter reads, where the thread has its name: the kernel looks for the profile of the
/// script, and calls the thread after it.
std::string script_behind(const Host& host, const std::string& program, const std::string& comm) {
  const bool is_interpreter = !what_runs_anything(program).empty();
  const bool is_own_name = last_part_of(program).starts_with(comm);
  if (!is_interpreter || is_own_name || comm.size() >= longest_comm) return "";
  if (!changeable_by_others(host.root, program).empty()) return "";
  const std::vector<std::string> installed = installed_programs(host.root, comm);
  return installed.size() == 1 && is_script(host.root, installed.front()) ? installed.front() : "";
}

/// Takes the path of the file that was executed.
void take_path(const Host& host, std::string program, Source source, const std::string& comm, ProgramFacts& facts) {
  const std::string script = script_behind(host, program, comm);
  facts.path = script.empty() ? std::move(program) : script;
  facts.source = script.empty() ? source : Source::script;
}

/// Fills in the path, and where it comes from.
void find_program(const Host& host, const AuditRecord& record, ProgramFacts& facts) {
  if (!record.execpath.empty()) return take_path(host, record.execpath, Source::record, record.comm, facts);
  if (host.root.is_host()) {
    if (auto program = program_of_process(record.pid, record.comm, record.seconds)) {
      return take_path(host, std::move(*program), Source::process, record.comm, facts);
    }
  }
  search_by_name(host, record, facts);
}

/// A shell may start a program of the same name in the script's place; other interpreters do their work themselves.
bool is_read_by_shell(const std::string& script) {
  std::istringstream words(script.substr(2, script.find('\n') - 2));  // behind "#!"
  for (std::string word; words >> word;) {
    const bool is_before = word.starts_with('-') || word.find('=') != std::string::npos || last_part_of(word) == "env";
    if (!is_before) return what_runs_anything(word).kind != RunsAnything::Kind::interpreter;
  }
  return true;
}

}  // namespace

ProgramFacts program_of(const Host& host, const KnownPrograms& known, const AuditRecord& record) {
  ProgramFacts facts;
  find_program(host, record, facts);
  if (facts.source == Source::none || !facts.path.starts_with('/')) return facts;
  facts.exists = host.root.status(facts.path).has_value();
  facts.is_program = is_program(host.root, facts.path);
  // The kernel names what was executed. A link in its place, or on the way, came later: who made it is asked first.
  facts.changeable = changeable_by_others(host.root, facts.path);
  if (facts.exists && facts.changeable.empty()) facts.path = host.root.real_path(facts.path);
  facts.is_setuid = facts.is_program && is_setuid_root(host.root, facts.path);
  const std::string script = facts.is_program ? script_at(host.root, facts.path) : "";
  facts.is_script = !script.empty() && is_read_by_shell(script);
  if (facts.is_script) facts.homonyms = programs_behind(host.root, facts.path);
  // Whose content others choose is refused for that, and not read.
  if (!facts.is_program || !facts.changeable.empty()) return facts;
  facts.runs_arguments = !script.empty() && runs_its_arguments(script);
  facts.twin = known.twin_of(facts.path);
  return facts;
}

}  // namespace aug
