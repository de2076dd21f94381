#include "system/probe_helper.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <optional>
#include <span>
#include <utility>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/attempt.h"
#include "system/child_setup.h"
#include "system/file_descriptor.h"
#include "system/file_io.h"
#include "system/label_at_exec.h"
#include "system/namespace_trial.h"
#include "system/placed_programs.h"
#include "system/probe.h"
#include "system/process.h"
#include "system/run_as.h"

namespace aug {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view helper_word = "--answer-questions-about-programs";  // the second argument is the user

constexpr std::chrono::milliseconds grace{2000};  // for what cannot be killed

constexpr std::array<std::string_view, 3> kinds = {"label", "label-if-there", "namespace"};  // as in the enum

/// Fields that end with a NUL, which no path and no label has.
std::string text_of(const std::vector<ProbeQuestion>& questions) {
  std::string text;
  for (const ProbeQuestion& question : questions) {
    const std::string kind(kinds.at(static_cast<std::size_t>(question.kind)));
    for (const std::string& field : {kind, question.label, question.program}) (text += field) += '\0';
  }
  return text;
}

std::string take_field(std::string_view& text) {
  const std::size_t end = text.find('\0');
  const std::string field(text.substr(0, end));
  text.remove_prefix(std::min(end, text.size() - 1) + 1);
  return field;
}

std::vector<ProbeQuestion> questions_in(std::string_view text) {
  std::vector<ProbeQuestion> questions;
  while (!text.empty()) {
    const auto kind = std::ranges::find(kinds, take_field(text)) - kinds.begin();
    std::string label = take_field(text);
    questions.push_back({static_cast<ProbeQuestion::Kind>(kind), take_field(text), std::move(label)});
  }
  return questions;
}

/// Leaves no file open but where the answer goes.
void keep_only(int to) {
  if (::dup2(to, STDOUT_FILENO) < 0) ::_exit(1);
  const FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int stream : {STDIN_FILENO, STDERR_FILENO}) {
    if (!null || ::dup2(null.get(), stream) < 0) ::close(stream);
  }
  for (int file = STDERR_FILENO + 1; file <= to; ++file) ::close(file);
}

/// Of one kind. What tries a namespace stays what it became, and answers one.
[[noreturn]] void answer(std::span<const ProbeQuestion> questions, uid_t user, int to) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  keep_only(to);
  const ProbeQuestion& first = questions.front();
  if (first.kind == ProbeQuestion::Kind::use_namespace) {
    ::_exit(tell(try_namespace(first.label, first.program, user)) ? 0 : 1);
  }
  std::vector<std::string> programs;
  for (const ProbeQuestion& question : questions) programs.push_back(question.program);
  const int error = first.kind == ProbeQuestion::Kind::label_if_there ? place_programs(programs) : 0;
  if (error == 0) trace_each(programs, user);
  for (std::size_t i = 0; error != 0 && i < programs.size(); ++i) tell({static_cast<int>(TraceStage::place), error});
  ::_exit(0);
}

/// Reads lines that another process writes.
class Answers {
 public:
  explicit Answers(FileDescriptor from) : from_(std::move(from)) {}

  bool has_ended() const { return has_ended_; }  ///< nobody writes any more

  /// The next one; nullopt where it does not come within its time.
  std::optional<std::string> next() {
    const auto deadline = Clock::now() + patience_with_probes;
    std::size_t end = 0;
    while ((end = text_.find('\n')) == std::string::npos) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
      if (left <= 0 || text_.size() > longest_answer || !read_more(static_cast<int>(left))) return std::nullopt;
    }
    std::string line = text_.substr(0, end);
    text_.erase(0, end + 1);
    return line;
  }

 private:
  bool read_more(int milliseconds) {
    pollfd pipe{from_.get(), POLLIN, 0};
    if (::poll(&pipe, 1, milliseconds) <= 0) return true;
    std::array<char, longest_answer> block;
    const ssize_t size = ::read(from_.get(), block.data(), block.size());
    if (size > 0) text_.append(block.data(), static_cast<std::size_t>(size));
    has_ended_ = size == 0;
    return size > 0 || (size < 0 && errno == EINTR);
  }

  FileDescriptor from_;
  std::string text_;
  bool has_ended_ = false;
};

/// AppArmor may keep even root from killing a process, so waiting for its end must have one. The signal that ended it,
/// or 0.
int end(pid_t child) {
  const FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  pollfd end{process.get(), POLLIN, 0};
  if (process) ::poll(&end, 1, static_cast<int>(grace.count()));
  int status = 0;
  const bool is_gone = ::waitpid(child, &status, WNOHANG) == child;
  if (!is_gone) ::kill(child, SIGKILL);
  return is_gone && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/// By one process: the answers to the first ones of the questions, as far as it gets, at least one. That to a question
/// over which it was killed says so; that to one over which the time passed is empty.
std::vector<std::string> answers_of_one(std::span<const ProbeQuestion> questions, uid_t user) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {""};
  FileDescriptor from(ends[0]);
  FileDescriptor to(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) answer(questions, user, to.get());
  to.close();
  if (child < 0) return {""};
  Answers answers(std::move(from));
  std::vector<std::string> lines;
  while (lines.size() < questions.size()) {
    auto line = answers.next();
    if (!line) break;
    lines.push_back(std::move(*line));
  }
  const bool is_hung = lines.size() < questions.size() && !answers.has_ended();
  if (is_hung || lines.size() == questions.size()) ::kill(child, SIGKILL);
  const int signal = end(child);
  if (is_hung) lines.emplace_back();
  if (lines.empty()) lines.push_back(signal == 0 ? "" : aug::format("{} {} ", killed, signal));
  return lines;
}

void serve(uid_t user) {
  const std::string text = read_to_end(FileDescriptor(::dup(STDIN_FILENO)), "the questions");
  const FileDescriptor output(::dup(STDOUT_FILENO));
  ::prctl(PR_SET_NAME, "aa-userns-gen");  // as what it is in the records of the log, not as "exe"
  const std::vector<ProbeQuestion> asked = questions_in(text);
  for (std::span<const ProbeQuestion> left = asked; !left.empty();) {
    const bool one_by_one = left.front().kind == ProbeQuestion::Kind::use_namespace;
    const std::vector<std::string> lines = answers_of_one(left.first(one_by_one ? 1 : left.size()), user);
    for (const std::string& line : lines) write_all(output, line + "\n", "an answer");
    left = left.subspan(lines.size());
  }
}

}  // namespace

std::vector<ProbeAnswer> ask_helper(const std::vector<ProbeQuestion>& questions) {
  if (questions.empty()) return {};
  const auto patience = (patience_with_probes + grace) * (questions.size() + 1);
  const ProcessResult result = run({{"/proc/self/exe", std::string(helper_word), aug::format("{}", user_of_probes())},
                                    text_of(questions),
                                    patience});
  std::string_view lines = result.out;
  if (lines.empty()) {
    throw Failure(ExitCode::failed, aug::format("cannot try anything: {}", how_it_ended(result, patience)));
  }
  std::vector<ProbeAnswer> answers;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    answers.push_back(answer_in(lines.substr(0, end)));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return answers;
}

void end_as_helper(int argc, char** argv) {
  end_as_rest(argc, argv);
  end_as_other_user(argc, argv);
  uid_t user = 0;
  if (argc != 3 || argv[1] != helper_word) return;
  const std::string_view digits = argv[2];
  if (std::from_chars(digits.data(), digits.data() + digits.size(), user).ec != std::errc()) ::_exit(2);
  attempt([&] { serve(user); }, [](const Failure&) { ::_exit(1); });
  ::_exit(0);
}

}  // namespace aug
