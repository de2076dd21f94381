
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>

#include "actions/start.h"
#include "app/command_line.h"
#include "app/progress.h"
#include "app/version.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"

namespace aug::app {
namespace {

/// Whether the host cannot take profiles, or not by this caller; that may be expected.
bool is_lack_of_host(const Failure& failure) {
  return failure.code() == ExitCode::unsupported && dynamic_cast<const Distrust*>(&failure) == nullptr;
}

/// Advice that names options belongs here; the library only states facts. Names no option that the command lacks.
std::string advice_on(const Failure& failure, const OptionGroups& offered, bool is_image) {
  if (failure.code() == ExitCode::inconsistent) {
    return "what could not be taken back is on record: see to the cause, then run 'aa-userns-gen recover'";
  }
  if (!is_lack_of_host(failure)) return "";
  std::vector<std::string> ways;
  if (offered.has(OptionGroup::host) && !is_image) ways.emplace_back("for an image or chroot, use --root DIR");
  if (offered.has(OptionGroup::best_effort)) {
    ways.emplace_back("to carry on where a host cannot take profiles, use --best-effort");
  }
  return aug::format("{}", fmt::join(ways, "; "));
}

Report report_on(const Failure& failure, const Command& command, const Invocation& invocation) {
  Report report{failure.code(), failure.diagnoses(), "", Json::object()};
  if (is_lack_of_host(failure) && invocation.is_set("best-effort")) {
    report.exit = ExitCode::done;
    for (Diagnosis& diagnosis : report.diagnoses) diagnosis.severity = Severity::notice;
  } else if (const std::string advice = advice_on(failure, command.groups, invocation.has("root")); !advice.empty()) {
    report.diagnoses.push_back({"advice"_id, Severity::notice, {}, advice, ""});
  }
  return report;
}

Report run(const Command& command, const Invocation& invocation) {
  try {
    return command.run(invocation);
  } catch (const Failure& failure) {
    return report_on(failure, command, invocation);
  } catch (const std::exception& error) {
    return report_on(Failure(ExitCode::failed, "internal-error"_id, aug::format("internal error: {}", error.what())),
                     command, invocation);
  }
}

/// To the end: what stdio keeps back can fail as well. Throws Failure(failed).
void say(const std::string& text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (is_written && std::fflush(stdout) == 0) return;
  throw Failure(ExitCode::failed, "output-not-written"_id,
                aug::format("cannot write to standard output: {}", std::strerror(errno)));
}

void say_version() {
  say(aug::format("aa-userns-gen {}\n", version()));
}

/// When this fails there is nobody left to tell.
void complain(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void print(const Command& command, const Invocation& invocation, Report report) {
  if (invocation.is_set("json")) {
    say(json_text(std::string(command.name), report));
    return;
  }
  if (invocation.is_set("quiet")) {
    std::erase_if(report.diagnoses, [](const Diagnosis& diagnosis) { return diagnosis.severity != Severity::error; });
    report.text.clear();
  }
  say(invocation.style.only_ours(report.text));
  complain(diagnoses_text(report.diagnoses, invocation.style));
}

/// Runs and reports. What a change has done stays done where that cannot be written: the exit status must not tell of
/// a change that failed.
ExitCode run_and_report(const Command& command, const Invocation& invocation) {
  Report report = run(command, invocation);
  if (invocation.is_watched) clear_progress();
  const ExitCode exit = report.exit;
  try {
    print(command, invocation, std::move(report));
    return exit;
  } catch (const Failure& failure) {
    complain(diagnoses_text(failure.diagnoses(), invocation.style));
    return exit == ExitCode::done && !command.changes_host ? ExitCode::failed : exit;
  }
}

/// Without a command there is the help, the version, or something to complain of.
ExitCode run_without_command(const std::vector<std::string>& options) {
  const Invocation invocation = parse(help_command, options);
  if (invocation.is_set("version") && !invocation.is_set("help")) {
    say_version();
    return ExitCode::done;
  }
  if (!invocation.is_set("help")) {
    complain(general_help());
    return ExitCode::usage;
  }
  say(general_help());
  return ExitCode::done;
}

ExitCode run(const OrderedArguments& arguments) {
  if (arguments.command.empty()) return run_without_command(arguments.options);
  const Command& command = command_named(arguments.command);
  const Invocation invocation = parse(command, arguments.options);
  if (invocation.is_set("help")) {
    say(help_of(command));
    return ExitCode::done;
  }
  if (invocation.is_set("version")) {
    say_version();
    return ExitCode::done;
  }
  return run_and_report(command, invocation);
}

/// As run, with what the command line itself is refused for.
ExitCode run_or_refuse(const std::vector<std::string>& arguments) {
  std::string command = arguments.empty() ? "" : arguments.front();
  try {
    const OrderedArguments in_order = ordered(arguments);
    command = in_order.command;
    return run(in_order);
  } catch (const Failure& failure) {
    const Report report{failure.code(), failure.diagnoses(), "", Json::object()};
    const bool as_json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
    if (as_json) say(json_text(command, report));
    if (!as_json) complain(diagnoses_text(report.diagnoses, {}));
    return failure.code();
  }
}

}  // namespace
}  // namespace aug::app

int main(int argc, char** argv) {
  try {
    aug::start(argc, argv);
    return static_cast<int>(aug::app::run_or_refuse({argv + 1, argv + argc}));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "aa-userns-gen: error: %s\n", aug::harmless(error.what()).c_str());
  } catch (...) {
    std::fputs("aa-userns-gen: internal error\n", stderr);
  }
  return static_cast<int>(aug::ExitCode::failed);
}
