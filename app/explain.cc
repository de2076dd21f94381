#include "actions/explain.h"

#include "app/command.h"
#include "app/explain_report.h"
#include "core/text/counted.h"
#include "core/text/format.h"

namespace aug::app {
namespace {

constexpr std::size_t columns = 100;  // where there is no terminal

template <typename Answer>
void add(const Answer& answer, const Style& style, Report& report) {
  if (!report.text.empty()) report.text += '\n';
  report.text += text_of(answer, style);
  report.fields["messages"].push_back(json_of(answer));
}

Report list_of_messages(const Invocation& invocation) {
  require_no_arguments(invocation, "explain --list");
  Report report;
  report.fields = {{"known", true}, {"messages", Json::array()}, {"nearest", nullptr}};
  for (const FindingGroup& group : finding_groups()) {
    for (const Finding& finding : group.findings) {
      report.text += aug::format("{:<28} {}\n", finding.id, group.said_by);
      Json message = json_of(finding, group.said_by);
      message["example"] = finding.title;
      report.fields["messages"].push_back(std::move(message));
    }
  }
  for (const KnownMessage& known : known_messages()) {
    report.text += aug::format("{:<28} {}\n", known.id, known.said_by);
    Json message = json_of(known);
    message["example"] = known.example;
    report.fields["messages"].push_back(std::move(message));
  }
  return report;
}

/// All that is known, at length; the page of findings is made of it.
Report everything(const Invocation& invocation) {
  require_no_arguments(invocation, "explain --all");
  Report report = list_of_messages(invocation);
  report.text.clear();
  for (const FindingGroup& group : finding_groups()) {
    report.text += aug::format("{}{}\n", report.text.empty() ? "" : "\n", group.title);
    for (const Finding& finding : group.findings) {
      report.text += aug::format("\n{}: {}\n{}", finding.id, finding.title, text_of(finding, group.said_by));
    }
  }
  report.text += "\nMessages of other programs\n";
  for (const KnownMessage& known : known_messages()) {
    report.text += aug::format("\n{}: {}\n{}", known.id, known.example, text_of(known));
  }
  return report;
}

Report report_on(const Finding& finding, const Style& style) {
  const std::string title = aug::format("{}: {}", finding.id, finding.title);
  const std::string_view said_by = group_of(finding.id)->said_by;
  Report report;
  report.text = style.bad(title) + '\n' + text_of(finding, said_by);
  Json message = json_of(finding, said_by);
  message["line"] = title;
  report.fields = {{"known", true}, {"messages", Json::array({message})}, {"nearest", nullptr}};
  return report;
}

void describe(po::options_description& options) {
  options.add_options()("list", po::bool_switch(), "list the ids of all findings and messages that are known")(
      "all", po::bool_switch(), "say of each what it means, how it comes, and what to do");
}

Report answer(const Invocation& invocation) {
  if (invocation.is_set("list")) return list_of_messages(invocation);
  if (invocation.is_set("all")) return everything(invocation);
  const ExplainReport result = explain(invocation.host_choice(), invocation.arguments);
  if (result.finding != nullptr) return report_on(*result.finding, invocation.style);
  Report report;
  report.fields = {{"known", result.is_known()}, {"messages", Json::array()}, {"nearest", nullptr}};
  for (const RecordAnswer& answer : answers_of(result.suggestion)) add(answer, invocation.style, report);
  for (const Explanation& explanation : result.messages.found) add(explanation, invocation.style, report);
  if (result.unread > 0) {
    report.diagnoses.push_back({"records-unread"_id,
                                Severity::notice,
                                {},
                                aug::format("{} like records of AppArmor, and could not be read, such as: {}",
                                            counted(result.unread, "line", "look"), result.first_unread),
                                ""});
  }
  if (result.is_known()) return report;
  report.text = text_of_unknown(invocation.arguments, result);
  report.fields["next"] = next_step;
  if (result.meant) report.fields["did_you_mean"] = *result.meant;
  if (const KnownMessage* nearest = result.messages.nearest) {
    report.fields["nearest"] = {{"id", nearest->id}, {"said_by", nearest->said_by}, {"example", nearest->example}};
  }
  return report;
}

Report run(const Invocation& invocation) {
  Report report = answer(invocation);
  report.text = fitted(report.text, invocation.style.is_for_terminal() ? invocation.style.width : columns);
  return report;
}

}  // namespace

const Command explain_command = {
    .name = "explain",
    .arguments = "[TEXT]",
    .summary = "say what an error message means, and what to do",
    .explanation =
        "Looks for the messages of bwrap, unshare, rootless containers, browsers, sandboxes of builds and coding "
        "agents,\n"
        "systemd, apparmor_parser and the kernel in TEXT, or in the standard input: a line, or a whole log. Paths, "
        "numbers,\n"
        "quotes and prefixes in it may differ. Records of AppArmor are read as 'suggest' reads them. TEXT may be the "
        "id\n"
        "of a message, or that of a finding or check of this program, as --json, --verbose and --list have them; all "
        "are\n"
        "in aa-userns-gen-findings(7). Says 'unknown', with the nearest known message and the next step, where it\n"
        "knows none; that is an answer too, with exit 0 ('known' is false in the object of --json). Exit 4 where there "
        "is\n"
        "nothing but records that cannot be read.",
    .describe = describe,
    .run = run,
};

}  // namespace aug::app
