#include "system/log_sources.h"

#include <array>
#include <cerrno>
#include <system_error>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/terminal_text.h"
#include "core/text/words.h"
#include "system/attempt.h"
#include "system/errno_failure.h"
#include "system/process.h"

namespace aug {
namespace {

using State = LogSource::State;

constexpr auto states =
    std::to_array<Word<State>>({{"read", State::read}, {"absent", State::absent}, {"refused", State::refused}});

constexpr std::chrono::seconds journal_patience{60};
/// The kernel's buffer holds fewer; a host that writes faster than it is read must not keep us for ever.
constexpr int most_messages = 200'000;

std::string reason(int error) {
  return std::generic_category().message(error);
}

bool is_folder(const FileDescriptor& file) {
  struct stat status {};
  return ::fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode);
}

LogSource read_file_of(const Root& root, const std::string& path, const TakeLine& take) {
  const FileDescriptor file = root.open(path, O_RDONLY | O_NONBLOCK);
  if (!file && (errno == ENOENT || errno == ENOTDIR)) return {root.outside(path), State::absent, ""};
  if (!file) return {root.outside(path), State::refused, reason(errno)};
  return attempt(
      [&] {
        for_each_line(file, root.outside(path), take);
        return LogSource{root.outside(path), State::read, ""};
      },
      [&](const Failure& failure) {
        return LogSource{root.outside(path), State::refused, failure.what()};
      });
}

/// /dev/kmsg gives one message a read(2): "6,339,5140900,-;text", with lines of keys below it.
LogSource read_kernel_buffer(const TakeLine& take) {
  const std::string name = "/dev/kmsg";
  const FileDescriptor file(::open(name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file) return {name, errno == ENOENT ? State::absent : State::refused, reason(errno)};
  std::array<char, 8192> message;
  for (int count = 0; count < most_messages; ++count) {
    const ssize_t size = ::read(file.get(), message.data(), message.size());
    if (size == 0 || (size < 0 && errno == EAGAIN)) break;
    // EPIPE: messages were overwritten meanwhile; the next read goes on after them.
    if (size < 0 && (errno == EINTR || errno == EPIPE)) continue;
    if (size < 0) return {name, State::refused, reason(errno)};
    const std::string_view text(message.data(), static_cast<std::size_t>(size));
    take(text.substr(0, text.find('\n')));
  }
  return {name, State::read, ""};
}

/// What journalctl says to those who may not see the messages of the kernel.
bool is_kept_from_us(const std::string& errors) {
  return errors.find("not seeing messages") != std::string::npos ||
         errors.find("insufficient permissions") != std::string::npos;
}

LogSource ask_journal(const std::string& name, const std::string& program, const TakeLine& take) {
  // The newest are enough, and bound the output.
  const ProcessRequest request{
      {program, "--no-pager", "--output=cat", "--lines=50000", "_TRANSPORT=kernel", "+", "_TRANSPORT=audit"},
      "",
      journal_patience};
  const ProcessResult result = run(request);
  for_each_line(result.out, take);
  if (is_kept_from_us(result.err)) {
    return {name, State::refused, "only root and the groups adm and systemd-journal may"};
  }
  if (result.err.find("No journal files were found") != std::string::npos) return {name, State::absent, ""};
  if (result.succeeded()) return {name, State::read, ""};
  const std::string ended = how_it_ended(result, journal_patience);
  return {name, State::refused, aug::format("{}: {}", ended, harmless(result.err.substr(0, result.err.find('\n'))))};
}

LogSource read_journal(const Root& root, const TakeLine& take) {
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

LogSource read_log(const std::string& file, const TakeLine& take) {
  const bool is_input = file == "-";
  const std::string name = is_input ? "standard input" : file;
  // Waits for the writer of a pipe, as every program does that is given one.
  const FileDescriptor log(is_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                    : ::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!log) fail_with_errno("open", name);
  if (is_folder(log)) throw Failure(ExitCode::failed, aug::format("cannot read {}: it is a folder", name));
  for_each_line(log, name, take);
  return {name, State::read, ""};
}

std::vector<LogSource> read_host_logs(const Root& root, const TakeLine& take) {
  std::vector<LogSource> sources;
  if (root.is_host()) {
    sources.push_back(read_journal(root, take));
    sources.push_back(read_kernel_buffer(take));
  }
  for (const char* file : {"/var/log/audit/audit.log", "/var/log/kern.log", "/var/log/syslog"}) {
    sources.push_back(read_file_of(root, file, take));
  }
  return sources;
}

}  // namespace aug
