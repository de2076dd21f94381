#include "actions/new_policy.h"
#include "app/command.h"
#include "app/suggestion_report.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/shell_word.h"

namespace aug::app {
namespace {

/// What to call next, for the same tree.
std::string command_on(const Invocation& invocation, const char* command, const std::string& name) {
  std::vector<std::string> words = {"aa-userns-gen", command};
  if (invocation.has("root")) words.insert(words.end(), {"--root", invocation.text("root")});
  words.push_back(name);
  return shell_line(words);
}

Report report_on(const NewPolicy& made, const std::string& name, const Invocation& invocation) {
  Report report;
  const bool is_made = !made.file.empty();
  report.add(remarks_on(made.suggestion, is_made ? Severity::warning : Severity::error));
  add_suggestion(report.fields, made.suggestion, made.text);
  report.fields["file"] = made.file;
  if (!is_made) {
    report.exit = ExitCode::failed;
    report.add({{"no-grant-suggested"_id,
                 Severity::error,
                 {},
                 aug::format("cannot make the policy '{}': no program gets an entry", name),
                 ""}});
    return report;
  }
  report.text = aug::format("wrote {}: edit it, then\n  {}\n  {}\n", made.file, command_on(invocation, "check", name),
                            command_on(invocation, "apply", name));
  return report;
}

Report run(const Invocation& invocation) {
  const std::vector<std::string>& words = invocation.arguments;
  if (words.empty()) {
    throw Failure(ExitCode::usage, "no-policy-named"_id, "cannot start: the policy has no name",
                  "name it: small letters, digits and '-', such as our-tools");
  }
  const Host host(invocation.host_choice());
  return report_on(new_policy(host, words.front(), {words.begin() + 1, words.end()}), words.front(), invocation);
}

}  // namespace

const Command new_command = {
    .name = "new",
    .arguments = "NAME [PATH...]",
    .summary = "make a commented policy to edit",
    .explanation =
        R"(Writes /etc/aa-userns-gen/policies/NAME.yaml, with comments that say what each line is for, and never over a policy
that is there. With programs, as suggest takes them, it has the entries that suggest has; where none of them gets one,
nothing is written, and the exit status is 1. Without, it has an example, which apply refuses until it is edited.)",
    .groups = {OptionGroup::host},
    .run = run,
    .changes_host = true,
};

}  // namespace aug::app
