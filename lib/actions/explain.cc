#include "actions/explain.h"

#include "actions/suggest.h"
#include "core/log/record_lines.h"
#include "core/text/counted.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/spelling.h"
#include "system/file_io.h"
#include "system/line_reader.h"

namespace aug {
namespace {

/// Of a terminal, or a log of one run; each of its lines is held against every known message.
constexpr std::size_t longest_text = 1U << 20U;

std::string text_of(const std::vector<std::string>& words) {
  const bool from_input = words.empty() || (words.size() == 1 && words.front() == "-");
  std::string text = from_input ? read_to_end(FileDescriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)),
                                              "standard input", longest_text)
                                : aug::format("{}", fmt::join(words, " "));
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Failure(ExitCode::usage, "empty-text"_id, "cannot explain an empty text",
                  "put the message in quotes, or pipe it in");
  }
  return text;
}

bool says_something(std::string_view line) {
  const LogLine read = read_log_line(line);
  const auto* record = std::get_if<AuditRecord>(&read);
  return record != nullptr && is_readable(*record) && meaning_of(*record) != Meaning::unrelated;
}

/// Gives the records to `digest`, and hands back all other lines.
std::string without_records(std::string_view text, AuditDigest& digest) {
  std::string rest;
  AuthorOfLines authors(Author::named_file);
  RecordLines lines([&](std::string_view line) {
    digest.take(line, authors.of(line));
    if (!says_something(line)) rest.append(line).append("\n");
  });
  for_each_line(text, [&](std::string_view line) { lines.take(line); });
  lines.finish();
  return rest;
}

std::vector<std::string_view> ids() {
  std::vector<std::string_view> all;
  for (const KnownMessage& message : known_messages()) all.push_back(message.id);
  for (const FindingGroup& group : finding_groups()) {
    for (const Finding& finding : group.findings) all.push_back(finding.id);
  }
  return all;
}

void require_readable(const ExplainReport& report) {
  if (report.unread == 0 || report.is_known()) return;
  throw Failure(ExitCode::unsupported, "records-unread"_id,
                aug::format("cannot read the records of AppArmor in this text: {} like one, such as: {}",
                            counted(report.unread, "line", "look"), report.first_unread),
                "give them as 'journalctl --dmesg --output=short' or 'dmesg' prints them, one record a line");
}

}  // namespace

ExplainReport explain(const HostChoice& choice, const std::vector<std::string>& words) {
  ExplainReport report;
  if (const KnownMessage* message = words.size() == 1 ? message_called(words.front()) : nullptr) {
    report.messages.found.push_back({message, std::string(message->example)});
    return report;
  }
  if (words.size() == 1 && (report.finding = finding_called(words.front())) != nullptr) return report;
  AuditDigest digest;
  report.messages = explanations_of(without_records(text_of(words), digest));
  // Whoever asks about a message alone needs no host that AppArmor can be seen on.
  if (!digest.incidents().empty()) report.suggestion = suggestion_for(Host(choice), digest);
  report.unread = digest.unread();
  report.first_unread = digest.first_unread();
  require_readable(report);
  if (!report.is_known() && words.size() == 1) report.meant = nearest(words.front(), ids());
  return report;
}

}  // namespace aug
