#include "actions/suggest.h"

#include "actions/suggest_programs.h"
#include "app/command.h"
#include "app/suggestion_report.h"
#include "core/log/suggestion_text.h"
#include "core/text/counted.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

void describe(po::options_description& options) {
  options.add_options()("log", po::value<std::string>()->default_value("", "")->value_name("FILE"),
                        "read this log; '-': the standard input. Default: what this host has");
}

Diagnosis notice(FindingId id, std::string message, std::string hint = {}) {
  return {id, Severity::notice, {}, std::move(message), std::move(hint)};
}

/// What these logs cannot tell.
Diagnoses gaps_in(const SuggestReport& result) {
  Diagnoses gaps;
  bool is_refused = false;
  for (const LogSource& source : result.sources) {
    if (!source.why.empty()) gaps.push_back(notice("log-unread"_id, source.why));
    is_refused = is_refused || source.state == LogSource::State::refused;
  }
  if (is_refused)
    gaps.push_back(notice("less-without-root"_id, "this is less than the whole", "run it as root to see more"));
  if (result.lost_marks > 0) {
    gaps.push_back(notice("records-lost"_id, "the logs say that the kernel left records out, since there were too many",
                          "run the program that fails once more, and suggest then"));
  }
  if (result.unread > 0) {
    gaps.push_back(notice("records-unread"_id,
                          aug::format("{} like records of AppArmor, and could not be read, such as: {}",
                                      counted(result.unread, "line", "look"), result.first_unread),
                          "give them as 'journalctl --dmesg --output=short' or 'dmesg' prints them"));
  }
  if (result.left_out > 0) {
    gaps.push_back(
        notice("records-left-out"_id, aug::format("{} of more programs {} left out", counted(result.left_out, "record"),
                                                  result.left_out == 1 ? "is" : "are")));
  }
  return gaps;
}

void fill_in(const SuggestReport& result, Json& fields) {
  add_suggestion(fields, result.suggestion, result.policy);
  fields["sources"] = Json::array();
  for (const LogSource& source : result.sources) {
    fields["sources"].push_back({{"name", source.name}, {"state", name_of(source.state)}, {"detail", source.why}});
  }
  fields["records"] = result.records;
  fields["records_lost"] = result.lost_marks > 0;
  fields["records_unread"] = result.unread;
}

Report report_on(const ProgramSuggestion& result) {
  Report report;
  report.text = result.policy;
  SuggestReport found;  // no log was read
  found.suggestion = result.suggestion;
  found.policy = result.policy;
  fill_in(found, report.fields);
  const bool is_empty = result.policy.empty();
  report.add(remarks_on(result.suggestion, is_empty ? Severity::error : Severity::warning));
  if (is_empty) report.exit = ExitCode::failed;
  return report;
}

/// Without a policy to write them into, the findings go where messages go: standard output holds a policy or nothing.
void say_instead_of_policy(const SuggestReport& result, Report& report) {
  for (const Remark& remark : result.suggestion.remarks) {
    std::string what = remark.what;
    for (const Incident& incident : remark.because) {
      what += aug::format("\n{}: {}", how_often(incident), incident.text);
    }
    report.diagnoses.push_back(notice("no-grant-suggested"_id, what, hint_of(remark)));
  }
  const char* nothing = result.unread > 0
                            ? "nothing that could be read says that a program was refused a user namespace"
                            : "no program was refused a user namespace";
  const char* sentence = result.suggestion.remarks.empty() ? nothing : "none of this asks for a profile";
  report.diagnoses.push_back(notice(
      "nothing-to-suggest"_id, aug::format("{}: {} of AppArmor {} read", sentence, counted(result.records, "record"),
                                           result.records == 1 ? "was" : "were")));
}

Report run(const Invocation& invocation) {
  const Host host(invocation.host_choice());
  if (!invocation.arguments.empty()) {
    if (!invocation.text("log").empty()) require_no_arguments(invocation, "suggest --log");
    return report_on(suggest_programs(host, invocation.arguments));
  }
  const SuggestReport result = suggest(host, invocation.text("log"));
  Report report;
  report.text = result.policy;
  fill_in(result, report.fields);
  if (result.policy.empty()) say_instead_of_policy(result, report);
  report.add(gaps_in(result));
  return report;
}

}  // namespace

const Command suggest_command = {
    .name = "suggest",
    .arguments = "[PATH...] [--log FILE|-]",
    .summary = "turn programs, or denials in the logs, into a policy",
    .explanation =
        R"(Prints a policy for the programs that are named, by absolute paths or by names that are looked up in the standard
folders: 'aa-userns-gen suggest /opt/x/app | sudo aa-userns-gen apply -' grants one. What gets no entry is told with its
reason on standard error; exit 1 where no program gets one. Without a program it reads AppArmor's records from the
journal, the kernel's buffer and the files of auditd and syslog, and prints a policy for the programs that were refused
user namespaces, with the evidence as comments: save it, read it, check it, apply it. Never names a shell, an
interpreter or systemd, and never a path that nobody told: what gets no entry is a comment that says what to do instead.
Where there is nothing to grant, it prints no policy, says so on standard error and exits with 0. Without root it sees
less, and says what it could not read.)",
    .groups = {OptionGroup::host},
    .describe = describe,
    .run = run,
};

}  // namespace aug::app
