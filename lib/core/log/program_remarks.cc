#include "core/log/program_remarks.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/host/bubblewrap.h"
#include "core/log/thread_names.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug {
namespace {

constexpr const char* name_another =
    "name the program that is to have it instead: it must be a file of its own, and a script counts as one "
    "when it begins with '#!' and is started by its path";

/// A thread's name has at most 15 bytes; one of that length may be the beginning of a longer one.
constexpr std::size_t longest_comm = 15;
constexpr std::size_t npos = std::string_view::npos;

/// With what the name of an AppImage begins, out of which the path is; "" where it does not tell: such a file is
/// mounted at .mount_, six of its letters, and six of chance.
std::optional<std::string> appimage_of(std::string_view path) {
  constexpr std::string_view mounted = "/.mount_";
  constexpr std::size_t random = 6;
  if (path.find("/appimage_extracted_") != npos) return "";
  const std::size_t at = path.find(mounted);
  if (at == npos) return std::nullopt;
  path.remove_prefix(at + mounted.size());
  path = path.substr(0, path.find('/'));
  return std::string(path.substr(0, path.size() - std::min(path.size(), random)));
}

Remark of_an_appimage(const ExaminedIncident& examined, const std::string& begin) {
  const bool is_plain =
      !begin.empty() && std::ranges::all_of(begin, [](char c) { return is_letter(c) || is_digit(c); });
  const std::string name = begin.empty() ? "" : aug::format(", whose name begins with {},", quoted(begin));
  return {{examined.incident},
          aug::format("{} comes out of an AppImage, which has another path after its next start: the .AppImage file "
                      "itself{} is the program to grant",
                      quoted(examined.facts.path), name),
          "move that file to a folder where only root can write, such as /opt, with 'sudo install -m 755', start it "
          "from there, and name it in a policy; what it starts gets the grant from it:",
          {aug::format("- path: /opt/{}.AppImage", is_plain ? begin : "NAME"), "  template: gateway"}};
}

}  // namespace

const std::string& program_meant(const ProgramFacts& facts) {
  return is_bubblewrap(facts.twin) ? facts.twin : facts.path;
}

bool is_short_lived(std::string_view path) {
  constexpr std::array<std::string_view, 6> folders = {"/tmp/", "/var/tmp/", "/dev/shm/", "/run/", "/proc/", "/media/"};
  return appimage_of(path) || std::ranges::any_of(folders, [&](auto folder) { return path.starts_with(folder); });
}

Remark runs_anything(const ExaminedIncident& examined, std::string_view program, std::string_view what) {
  return {{examined.incident},
          aug::format("{} is {}: a grant for it would be one for everything that it can be told to run",
                      quoted(program), what),
          name_another};
}

Remark runs_as_anything(const ExaminedIncident& examined, std::string_view what) {
  return {{examined.incident},
          aug::format("{} runs as {}, which is {}: a grant for it may be one for everything that it can be told to run",
                      quoted(examined.facts.path), quoted(examined.incident.last.comm), what),
          name_another};
}

Remark is_twin(const ExaminedIncident& examined) {
  return {
      {examined.incident},
      aug::format("{} is the same file as {}: a grant for it would be one for everything that it can be told to run",
                  quoted(examined.facts.path), quoted(examined.facts.twin)),
      name_another};
}

Remark unproved(const Incident& incident) {
  const AuditRecord& record = incident.last;
  return {{incident},
          aug::format("only a log that any user can write to says that {} was refused: that proves nothing",
                      quoted(record.execpath.empty() ? record.comm : record.execpath)),
          "run the program again, and suggest as root then: the kernel's own log has it"};
}

Remark after_broken_record(const Incident& incident) {
  return {
      {incident},
      "a record in this log does not end on its line, as when the name of a folder has a line break: from there on, "
      "what looks like a record may be the rest of such a name, which any user can choose",
      "suggest as root without --log: in the kernel's own log, one record cannot be taken for two"};
}

Remark bad_path(const ExaminedIncident& examined, std::string_view flaw) {
  return {{examined.incident},
          aug::format("{} cannot be named in a policy: it {}", quoted(examined.facts.path), flaw),
          "give the program an ordinary path"};
}

Remark granted_since(const ExaminedIncident& examined) {
  return {{examined.incident},
          aug::format("{} has been granted by the policy {}", quoted(examined.facts.path),
                      quoted(examined.facts.granted_by)),
          "if it still fails: start it anew, and see 'aa-userns-gen verify'"};
}

Remark short_lived(const ExaminedIncident& examined) {
  if (const auto begin = appimage_of(examined.facts.path)) return of_an_appimage(examined, *begin);
  return {{examined.incident},
          aug::format("{} has another path after its next start, or is gone then", quoted(examined.facts.path)),
          "install the program under a path that stays, such as one in /opt"};
}

Remark of_a_snap(const ExaminedIncident& examined) {
  return {{examined.incident},
          aug::format("{} belongs to a snap, and snapd keeps the profiles of those", quoted(examined.facts.path)),
          "see 'snap connections NAME', or ask the snap's publisher"};
}

Remark is_a_script(const ExaminedIncident& examined) {
  const auto& homonyms = examined.facts.homonyms;
  return {{examined.incident},
          aug::format("{} is a script, which may start the program that is meant", quoted(examined.facts.path)),
          homonyms.empty() ? "name the program that it starts"
                           : aug::format("name the program that it starts; of that name there is {}",
                                         harmless(aug::format("{}", fmt::join(homonyms, " and "))))};
}

Remark is_setuid_root(const ExaminedIncident& examined) {
  return {{examined.incident},
          aug::format("{} is setuid root: it needs no grant, since root may create user namespaces",
                      quoted(examined.facts.path)),
          "see which program of that name was refused; this one only if it had given up root before"};
}

Remark no_program(const ExaminedIncident& examined) {
  if (examined.facts.source == ProgramFacts::Source::named) {
    return {{examined.incident},
            examined.facts.exists ? aug::format("{} is no program", quoted(examined.facts.path))
                                  : aug::format("there is no {}", quoted(examined.facts.path)),
            "name the file of a program; that of one in the path of a shell is told by 'readlink -f \"$(command -v "
            "NAME)\"'"};
  }
  return {{examined.incident},
          aug::format("{} is no program now", quoted(examined.facts.path)),
          "run the program again, and suggest then"};
}

Remark changeable_by_others(const ExaminedIncident& examined, std::string_view template_name) {
  const ProgramFacts& facts = examined.facts;
  Remark remark{
      {examined.incident},
      aug::format("others than root can change {}{}: a grant would be one for whatever they put there",
                  quoted(facts.changeable),
                  facts.changeable == facts.path ? "" : aug::format(", and with it what {} is", quoted(facts.path))),
      "install the program where only root can write, or decide that this is meant, with these lines:"};
  remark.pasted = {aug::format("- path: \"{}\"", facts.path), aug::format("  template: {}", template_name),
                   "  allow: [user-writable]", "  reason: why this is meant"};
  return remark;
}

Remark another_copy(const ExaminedIncident& examined) {
  const std::string& refuted = examined.facts.refuted;
  return {{examined.incident},
          aug::format("another copy than {} was refused: the record would name the profile which that one gets",
                      quoted(refuted)),
          "find the copy that was started, and name its path: 'readlink -f \"$(command -v NAME)\"' as the user who "
          "started it, or 'sudo readlink /proc/PID/exe' while it runs; newer kernels have the path in the record"};
}

Remark without_path(const ExaminedIncident& examined) {
  const AuditRecord& record = examined.incident.last;
  const std::string gone =
      aug::format("the record has no path, and no process {} of that name is to be seen", record.pid);
  const std::string again =
      "suggest while the program runs, or name its path: 'readlink -f \"$(command -v NAME)\"' prints it";
  if (const std::string_view who = what_thread_is(record.comm); !who.empty()) {
    return {{examined.incident},
            aug::format("{} is no name of a program: it is {}; {}", quoted(record.comm), who, gone),
            again};
  }
  if (record.comm.size() >= longest_comm) {
    return {{examined.incident},
            aug::format("{} may be the beginning of a longer name; {}", quoted(record.comm), gone),
            again};
  }
  if (!examined.facts.refuted.empty()) return another_copy(examined);
  const auto& homonyms = examined.facts.homonyms;
  if (homonyms.empty()) {
    return {{examined.incident},
            aug::format("the standard folders have no program {}; {}", quoted(record.comm), gone),
            again};
  }
  return {{examined.incident},
          aug::format("which program {} is meant cannot be told from {}; {}", quoted(record.comm),
                      harmless(aug::format("{}", fmt::join(homonyms, " and "))), gone),
          again};
}

}  // namespace aug
