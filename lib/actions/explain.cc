#include "actions/explain.h"

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/file_io.h"

namespace aug {
namespace {

std::string text_of(const std::vector<std::string>& words) {
  const bool from_input = words.empty() || (words.size() == 1 && words.front() == "-");
  std::string text = from_input
                         ? read_to_end(FileDescriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)), "standard input")
                         : aug::format("{}", fmt::join(words, " "));
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Failure(ExitCode::usage, "cannot explain an empty text", "put the message in quotes, or pipe it in");
  }
  return text;
}

}  // namespace

Explanations explain(const std::vector<std::string>& words) {
  return explanations_of(text_of(words));
}

}  // namespace aug
