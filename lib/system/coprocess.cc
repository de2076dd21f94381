#include "system/coprocess.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>

#include "system/errno_failure.h"
#include "system/pipe.h"
#include "system/start_program.h"

namespace aug {

/// A socket to it: to write to a pipe that nobody reads would end this process.
struct Coprocess::Ends {
  FileDescriptor ours;
  FileDescriptor its;
  Pipe answers = make_pipe();

  Ends() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) fail_with_errno("make", "a socket");
    ours = FileDescriptor(ends[0]).clear_of_streams();
    its = FileDescriptor(ends[1]).clear_of_streams();
  }
};

Coprocess::Coprocess(const std::vector<std::string>& argv) : Coprocess(argv, Ends()) {}

Coprocess::Coprocess(const std::vector<std::string>& argv, Ends ends)
    : questions_(std::move(ends.ours)), answers_(std::move(ends.answers.read_end)) {
  const FileDescriptor null = FileDescriptor(::open("/dev/null", O_WRONLY | O_CLOEXEC)).clear_of_streams();
  if (!null) fail_with_errno("open", "/dev/null");
  pid_ = start_program(argv, {ends.its.get(), ends.answers.write_end.get(), null.get()});
}

Coprocess::~Coprocess() {
  questions_.close();  // not killed: it ends first what it has started
  ::waitpid(pid_, nullptr, WNOHANG);
}

bool Coprocess::send(std::string_view text) {
  while (!text.empty()) {
    const ssize_t size = ::send(questions_.get(), text.data(), text.size(), MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

}  // namespace aug
