#include "system/probe_helper.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
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
#include "system/bubblewrap_trial.h"
#include "system/file_descriptor.h"
#include "system/file_io.h"
#include "system/helper_trial.h"
#include "system/label_at_exec.h"
#include "system/left_processes.h"
#include "system/namespace_trial.h"
#include "system/placed_programs.h"
#include "system/probe_user.h"
#include "system/program_search.h"
#include "system/session_keyring.h"
#include "system/timed_lines.h"

namespace aug {
namespace {

using Kind = ProbeQuestion::Kind;

constexpr std::chrono::milliseconds grace{2000};  // for what cannot be killed

/// What is asked of one process.
struct Task {
  std::span<const ProbeQuestion> questions;
  uid_t user;
  Others others;
};

/// Leaves no file open but where the answer goes.
void keep_only(int to) {
  if (::dup2(to, STDOUT_FILENO) < 0) ::_exit(1);
  const FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int stream : {STDIN_FILENO, STDERR_FILENO}) {
    if (!null || ::dup2(null.get(), stream) < 0) ::close(stream);
  }
  for (int file = STDERR_FILENO + 1; file <= to; ++file) ::close(file);
}

bool asks_for_labels(const ProbeQuestion& question) {
  return question.kind == Kind::label_at_exec || question.kind == Kind::label_if_there;
}

void tell_labels(const Task& task) {
  std::vector<std::string> programs;
  for (const ProbeQuestion& question : task.questions) programs.push_back(question.program);
  const int error = task.questions.front().kind == Kind::label_if_there ? place_programs(programs) : 0;
  if (error == 0) return trace_each(programs, task.user, task.others);
  for (std::size_t i = 0; i < programs.size(); ++i) tell({static_cast<int>(TraceStage::place), error});
}

ProbeAnswer answer_to(const ProbeQuestion& question, uid_t user, Others others) {
  if (question.kind == Kind::use_namespace) return try_namespace(question.label, question.program, user);
  if (others == Others::left_out && !changeable_by_others(Root(), question.program).empty()) {
    return {untried, 0, std::string(others_were_slow)};
  }
  // What a program left behind, a setuid copy of itself perhaps, shall reach no other.
  if (question.kind == Kind::run_bubblewrap) return try_bubblewrap(question.program, new_user_of_programs());
  if (question.kind == Kind::run_helper) return try_helper(question, new_user_of_programs());
  return ask_version(question.program, new_user_of_programs());
}

/// To labels, or to one that is none: what tries a namespace stays what it became.
[[noreturn]] void answer(const Task& task, int to) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  keep_only(to);
  if (asks_for_labels(task.questions.front())) {
    tell_labels(task);
  } else {
    attempt([&] { tell(answer_to(task.questions.front(), task.user, task.others)); },
            [](const Failure& failure) {
              tell({untried, 0, failure.what()});
            });
  }
  ::_exit(0);
}

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
/// over which it was killed says so; that to one over which the time passed is empty. None is waited for when nobody
/// asks any more.
std::vector<std::string> answers_of_one(const Task& task, const FileDescriptor& asked, bool& is_asked) {
  const std::span<const ProbeQuestion> questions = task.questions;
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {""};
  FileDescriptor from(ends[0]);
  FileDescriptor to(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) answer(task, to.get());
  to.close();
  if (child < 0) return {""};
  TimedLines answers(std::move(from), asked.get());
  std::vector<std::string> lines;
  while (lines.size() < questions.size()) {
    auto line = answers.next(patience_with(questions.front().kind));
    if (!line) break;
    lines.push_back(std::move(*line));
  }
  const bool is_hung = lines.size() < questions.size() && !answers.has_ended();
  if (is_hung || lines.size() == questions.size()) ::kill(child, SIGKILL);
  const int signal = end(child);
  is_asked = answers.is_asked();
  if (is_hung) lines.emplace_back();
  if (lines.empty()) lines.push_back(signal == 0 ? "" : aug::format("{} {} ", killed, signal));
  return lines;
}

/// A batch, as ask_helper() sends it; nullopt where there is none any more.
std::optional<std::string> next_batch(const FileDescriptor& from) {
  std::size_t size = 0;
  if (::recv(from.get(), &size, sizeof size, MSG_WAITALL) != sizeof size) return std::nullopt;
  std::string text(size, '\0');
  if (::recv(from.get(), text.data(), size, MSG_WAITALL) != static_cast<ssize_t>(size)) return std::nullopt;
  return text;
}

/// How many of them one process answers. Who asks waits for each answer, and gets them when the process ends.
std::size_t count_of_one(std::span<const ProbeQuestion> questions) {
  if (!asks_for_labels(questions.front())) return 1;
  const auto is_other = [&](const ProbeQuestion& question) { return question.kind != questions.front().kind; };
  constexpr std::ptrdiff_t most = 100;
  return static_cast<std::size_t>(std::min(most, std::ranges::find_if(questions, is_other) - questions.begin()));
}

/// What answers the questions of one process, as long as that asks.
class Helper {
 public:
  explicit Helper(uid_t user) : user_(user) {}

  void serve() {
    while (const auto text = next_batch(asked_)) {
      const std::vector<ProbeQuestion> questions = questions_in(*text);
      for (std::span<const ProbeQuestion> left = questions; !left.empty();) {
        const std::vector<std::string> lines = take(left);
        if (!is_asked_) return;
        for (const std::string& line : lines) write_all(output_, line + "\n", "an answer");
        left = left.subspan(lines.size());
      }
    }
  }

 private:
  /// The answers to the first ones. What a user's program left behind, under whatever user, must not outlive its trial.
  std::vector<std::string> take(std::span<const ProbeQuestion> questions) {
    const auto begin = std::chrono::steady_clock::now();
    const Others others = slow_ < most_slow ? Others::tried : Others::left_out;
    std::vector<std::string> lines =
        answers_of_one({questions.first(count_of_one(questions)), user_, others}, asked_, is_asked_);
    if (std::chrono::steady_clock::now() - begin > patience_with_probes - grace) ++slow_;
    if (!left_.end() && !asks_for_labels(questions.front())) {  // what is traced ends with its tracer
      lines.back() = text_of(ProbeAnswer{untried, 0, "cannot end what it left behind"});
    }
    return lines;
  }

  static constexpr int most_slow = 2;

  uid_t user_;
  FileDescriptor asked_{::dup(STDIN_FILENO)};
  FileDescriptor output_{::dup(STDOUT_FILENO)};
  LeftProcesses left_;
  bool is_asked_ = true;
  int slow_ = 0;  ///< questions that took about all of their time
};

void serve(uid_t user) {
  // It ends by itself when nobody asks any more: first, what it has started has to end.
  ::prctl(PR_SET_PDEATHSIG, 0);
  if (leave_session_keyring() != 0) ::_exit(1);
  adopt_orphans();
  ::prctl(PR_SET_NAME, "aa-userns-gen");  // as what it is in the records of the log, not as "exe"
  Helper(user).serve();
}

}  // namespace

void end_as_helper(int argc, char** argv) {
  end_as_rest(argc, argv);
  end_in_sandbox(argc, argv);
  uid_t user = 0;
  if (argc != 3 || argv[1] != helper_word) return;
  const std::string_view digits = argv[2];
  if (std::from_chars(digits.data(), digits.data() + digits.size(), user).ec != std::errc()) ::_exit(2);
  attempt([&] { serve(user); }, [](const Failure&) { ::_exit(1); });
  ::_exit(0);
}

}  // namespace aug
