#include "system/helper_trial.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <vector>

#include "core/apparmor/label.h"
#include "core/host/namespace_use.h"
#include "core/text/format.h"
#include "system/namespace_trial.h"
#include "system/tried_process.h"

namespace aug {
namespace {

constexpr std::string_view start_word = "--start-the-helper-in-the-sandbox";
constexpr std::string_view helper_of_sandbox_word = "--try-as-the-helper-in-the-sandbox";
constexpr std::string_view run_by_helper_word = "--try-as-what-the-helper-runs";
/// This program in the sandbox, beside the helper that it stands for.
constexpr const char* in_sandbox = "/run/aa-userns-gen";

ProbeAnswer answer_of(HelperStage stage, const std::string& label) {
  return {static_cast<int>(stage), 0, label};
}

/// The first folder above the path that a plain user may not pass; "" where there is none. There the path is made anew.
std::string closed_folder_above(const std::string& path) {
  for (std::size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
    struct stat status {};
    const std::string folder = path.substr(0, end);
    if (::stat(folder.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) == 0) return folder;
  }
  return "";
}

std::vector<std::string> command_of(const ProbeQuestion& question) {
  std::error_code error;
  const std::string self = std::filesystem::read_symlink("/proc/self/exe", error);
  std::vector<std::string> command{question.program, "--unshare-user", "--bind", "/", "/", "--tmpfs", "/run"};
  if (const std::string closed = closed_folder_above(question.helper); !closed.empty()) {
    command.insert(command.end(), {"--tmpfs", closed});
  }
  command.insert(command.end(), {"--ro-bind", self, in_sandbox, "--ro-bind", self, question.helper, in_sandbox,
                                 std::string(start_word), question.helper});
  return command;
}

/// The line of `text` that begins at `at`, which is moved to the next one.
ProbeAnswer next_answer(std::string_view text, std::size_t& at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  const std::string_view line = text.substr(std::min(at, text.size()), end - std::min(at, text.size()));
  at = end + 1;
  return answer_in(line);
}

void start(const char* program, const std::string_view word) {
  const std::string argument(word);
  const std::array<const char*, 3> argv = {program, argument.c_str(), nullptr};
  char* none = nullptr;
  ::execve(program, const_cast<char* const*>(argv.data()), &none);
}

/// Under a profile in complain mode, what the trial starts tells and ends.
void try_as_helper() {
  const ProbeAnswer use = try_own_namespace();
  tell(use);
  if (use.reached == static_cast<int>(NamespaceUse::Stage::done)) start(in_sandbox, run_by_helper_word);
}

/// In the namespace that the helper made, as its root.
void try_capabilities() {
  const bool is_capable = ::chroot("/") == 0 || ::mount("none", "/run", "tmpfs", MS_NOSUID | MS_NODEV, nullptr) == 0;
  tell({is_capable ? 1 : 0, is_capable ? 0 : errno, own_label()});
}

}  // namespace

ProbeAnswer try_helper(const ProbeQuestion& question, uid_t user) {
  const ProcessResult result = run_as(user, command_of(question));
  std::size_t at = 0;
  const ProbeAnswer helper = next_answer(result.out, at);
  const ProbeAnswer run_by_it = next_answer(result.out, at);
  const std::string account = account_of(question.program, result);
  constexpr int done = static_cast<int>(NamespaceUse::Stage::done);
  if (helper.reached < 0 || helper.reached > done) return answer_of(HelperStage::untold, account);
  const Label label = label_from(helper.label);
  if (label.mode == "enforce" && !label.has(question.label)) return answer_of(HelperStage::other_label, helper.label);
  if (helper.reached != done) {
    return answer_of(HelperStage::refused,
                     describe({static_cast<NamespaceUse::Stage>(helper.reached), helper.error, helper.label}));
  }
  if (run_by_it.reached == 0) return answer_of(HelperStage::confined, run_by_it.label);
  if (run_by_it.reached == 1) return answer_of(HelperStage::capable, run_by_it.label);
  // In complain mode nothing is kept from anything.
  return label.mode == "enforce" ? answer_of(HelperStage::untold, account)
                                 : answer_of(HelperStage::capable, helper.label);
}

void end_in_sandbox(int argc, char** argv) {
  if (argc < 2) return;
  const std::string_view word = argv[1];
  if (argc == 3 && word == start_word) {
    start(argv[2], helper_of_sandbox_word);
  } else if (argc == 2 && word == helper_of_sandbox_word) {
    try_as_helper();
  } else if (argc == 2 && word == run_by_helper_word) {
    try_capabilities();
  } else {
    return;
  }
  ::_exit(0);
}

}  // namespace aug
