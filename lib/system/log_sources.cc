#include "system/log_sources.h"

#include <sys/klog.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "core/log/journal_export.h"
#include "core/log/record_lines.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "core/text/words.h"
#include "system/attempt.h"
#include "system/errno_failure.h"
#include "system/file_io.h"
#include "system/line_reader.h"
#include "system/process.h"
#include "system/program_search.h"

namespace aug {
namespace {

using State = LogSource::State;

constexpr auto states =
    std::to_array<Word<State>>({{"read", State::read}, {"absent", State::absent}, {"refused", State::refused}});

constexpr std::chrono::seconds journal_patience{60};
/// The kernel's buffer holds fewer; a host that writes faster than it is read must not keep us for ever.
constexpr int most_messages = 200'000;

LogSource refused(const std::string& name, std::string_view why) {
  return {name, State::refused, aug::format("cannot read {}: {}", name, why)};
}
LogSource refused(const std::string& name, int error) {
  return refused(name, std::generic_category().message(error));
}

bool is_folder(const FileDescriptor& file) {
  struct stat status {};
  return ::fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// What reads the lines of one log.
TakeLine reader_of(Author author, const TakeLogLine& take) {
  return [authors = AuthorOfLines(author), &take](std::string_view line) mutable { take(line, authors.of(line)); };
}

LogSource was_read(const std::string& name, std::int64_t passed_over, std::int64_t most) {
  if (passed_over == 0) return {name, State::read, ""};
  return {name, State::read, aug::format("of {} only the last {} MiB were read", name, most >> 20U)};
}

LogSource read_file_of(const Root& root, const std::string& path, Author author, const TakeLogLine& take) {
  return attempt(
      [&] {
        const FileDescriptor file = root.open_regular(path);
        if (!file) return LogSource{root.outside(path), State::absent, ""};
        const std::int64_t most = author == Author::anybody ? most_of_open_log : most_of_log;
        const std::int64_t passed_over = for_each_line(file, root.outside(path), reader_of(author, take), most);
        return was_read(root.outside(path), passed_over, most);
      },
      [&](const Failure& failure) {
        return LogSource{root.outside(path), State::refused, failure.what()};
      });
}

/// The text of "6,339,5140900,-;text", the first line of a message in /dev/kmsg: a line break in the text is '\x0a'
/// there. "" for what a program wrote: the first number is 8 and more then, see sd-daemon(3) and syslog(3).
std::string_view text_of_kernels(std::string_view message) {
  message = message.substr(0, message.find('\n'));
  const std::size_t end = message.find(';');
  const bool is_of_kernel = message.size() > 1 && message[1] == ',' && message[0] >= '0' && message[0] <= '7';
  return is_of_kernel && end != std::string_view::npos ? message.substr(end + 1) : "";
}

/// "<5>[   12.34] text": the number is 8 and more for what a program wrote.
std::string_view text_of_numbered(std::string_view line) {
  if (line.size() < 3 || line[0] != '<' || line[1] < '0' || line[1] > '7' || line[2] != '>') return "";
  const std::size_t end = line.find("] ");
  return line.substr(3).starts_with('[') && end != std::string_view::npos ? line.substr(end + 2) : line.substr(3);
}

/// The kernel's buffer by syslog(2), where there is no /dev/kmsg. A line break in a message makes two lines there, each
/// with a prefix of its own, and messages have names in them that users choose: what is there proves nothing.
LogSource ask_for_kernel_buffer(const TakeLogLine& take) {
  constexpr int read_all = 3;
  constexpr int size_of_buffer = 10;
  const std::string name = "the kernel's buffer";
  const int size = ::klogctl(size_of_buffer, nullptr, 0);
  if (size <= 0) return refused(name, errno);
  std::string text(static_cast<std::size_t>(size), '\0');
  const int length = ::klogctl(read_all, text.data(), size);
  if (length < 0) return refused(name, errno);
  if (length == 0) return {name, State::absent, ""};
  text.resize(static_cast<std::size_t>(length));
  for_each_line(text, [&](std::string_view line) { take(text_of_numbered(line), Author::anybody); });
  return {name, State::read, ""};
}

LogSource read_kernel_buffer(const TakeLogLine& take) {
  const std::string name = "/dev/kmsg";
  const FileDescriptor file(::open(name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file && errno == ENOENT) return ask_for_kernel_buffer(take);
  if (!file) return refused(name, errno);
  const TakeLine take_text = reader_of(Author::kernel, take);
  std::array<char, 8192> message;
  for (int count = 0; count < most_messages; ++count) {
    const ssize_t size = ::read(file.get(), message.data(), message.size());
    if (size == 0 || (size < 0 && errno == EAGAIN)) break;
    // EPIPE: messages were overwritten meanwhile; the next read goes on after them.
    if (size < 0 && (errno == EINTR || errno == EPIPE)) continue;
    if (size < 0) return refused(name, errno);
    take_text(text_of_kernels({message.data(), static_cast<std::size_t>(size)}));
  }
  return {name, State::read, ""};
}

/// What journalctl says to those who may not see the messages of the kernel.
bool is_kept_from_us(const std::string& errors) {
  return errors.find("not seeing messages") != std::string::npos ||
         errors.find("insufficient permissions") != std::string::npos;
}

LogSource ask_journal(const std::string& name, const std::string& program, const TakeLogLine& take) {
  // The newest are enough, and bound the output.
  const ProcessRequest request{{program, "--no-pager", "--output=export", "--output-fields=MESSAGE", "--lines=50000",
                                "_TRANSPORT=kernel", "SYSLOG_IDENTIFIER=kernel", "+", "_TRANSPORT=audit"},
                               "",
                               journal_patience};
  const ProcessResult result = run(request);
  bool is_empty = true;
  for_each_journal_message(result.out, [&, reader = reader_of(Author::kernel, take)](std::string_view message) {
    is_empty = false;
    reader(message);
  });
  if (is_kept_from_us(result.err)) {
    return refused(name, "only root and the groups adm and systemd-journal may");
  }
  if (result.err.find("No journal files were found") != std::string::npos) return {name, State::absent, ""};
  // The kernel says something at every start.
  if (result.succeeded() && is_empty) return {name, State::absent, ""};
  if (result.succeeded()) return {name, State::read, ""};
  const std::string ended = how_it_ended(result, journal_patience);
  return refused(name, aug::format("{}: {}", ended, harmless(result.err.substr(0, result.err.find('\n')))));
}

LogSource read_journal(const Root& root, const TakeLogLine& take) {
  const std::string name = "the journal";
  const std::string program = "/usr/bin/journalctl";
  if (!root.status(program)) return {name, State::absent, ""};
  return attempt([&] { return ask_journal(name, program, take); },
                 [&](const Failure& failure) {
                   return LogSource{name, State::refused, failure.what()};
                 });
}

}  // namespace

std::string_view name_of(LogSource::State state) {
  return word_for(states, state);
}

LogSource read_log(const std::string& file, const TakeLogLine& take) {
  const bool is_input = file == "-";
  const std::string name = is_input ? "standard input" : file;
  // Waits for the writer of a pipe, as every program does that is given one.
  const FileDescriptor log(is_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                    : ::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!log) fail_with_errno("open", name);
  if (is_folder(log))
    throw Failure(ExitCode::failed, "wrong-kind-of-file"_id, aug::format("cannot read {}: it is a folder", name));
  RecordLines lines(reader_of(Author::named_file, take));
  const std::int64_t passed_over = for_each_line(log, name, [&](std::string_view line) { lines.take(line); });
  lines.finish();
  return was_read(name, passed_over, most_of_log);
}

std::vector<LogSource> read_host_logs(const Root& root, const TakeLogLine& take) {
  std::vector<LogSource> sources;
  if (root.is_host()) {
    sources.push_back(read_journal(root, take));
    sources.push_back(read_kernel_buffer(take));
  }
  // auditd writes a space for a line break.
  const std::string audit = "/var/log/audit/audit.log";
  const bool is_roots = changeable_by_others(root, audit).empty();
  sources.push_back(read_file_of(root, audit, is_roots ? Author::kernel : Author::anybody, take));
  for (const char* file : {"/var/log/kern.log", "/var/log/syslog"}) {
    sources.push_back(read_file_of(root, file, Author::anybody, take));
  }
  return sources;
}

}  // namespace aug
