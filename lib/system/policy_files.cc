#include "system/policy_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "core/host/interpreters.h"
#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "core/text/shell_word.h"
#include "core/text/spelling.h"
#include "system/attempt.h"
#include "system/errno_failure.h"
#include "system/file_io.h"
#include "system/ownership.h"
#include "system/policy_folders.h"

namespace aug {
namespace {

[[noreturn]] void refuse(FindingId id, const std::string& file, const std::string& why, const std::string& hint = {}) {
  throw Failure(ExitCode::invalid_policy, id, aug::format("cannot read the policy {}: {}", file, why), hint);
}

/// Whether it begins as the kernel's programs do. A script is a text, and may be a policy.
bool is_compiled(const FileDescriptor& file) {
  constexpr std::string_view magic = "\177ELF";
  std::array<char, magic.size()> begin{};
  const ssize_t count = ::pread(file.get(), begin.data(), begin.size(), 0);  // a pipe gives none, and loses none
  return count == static_cast<ssize_t>(begin.size()) && std::string_view(begin.data(), begin.size()) == magic;
}

/// Of a script that its owner can run, and that is not called as policies are, the kernel makes a program as well.
bool is_script(const FileDescriptor& file, const struct stat& status, std::string_view name) {
  std::array<char, 2> begin{};
  const bool is_named_as_policy = name.ends_with(".yaml") || name.ends_with(".yml");
  return !is_named_as_policy && (status.st_mode & S_IXUSR) != 0 && ::pread(file.get(), begin.data(), 2, 0) == 2 &&
         begin[0] == '#' && begin[1] == '!';
}

[[noreturn]] void refuse_program(const std::string& file) {
  std::error_code gone;  // the working folder may be
  const std::string path = std::filesystem::absolute(file, gone).lexically_normal();
  if (const RunsAnything runs = what_runs_anything(path); !runs.empty()) {
    refuse("program-for-policy"_id, file, "this is a program, not a policy",
           aug::format("it is {}, which no policy should name: name the program that is to have the grant", runs.what));
  }
  const std::string command = gone ? "" : shell_line({"aa-userns-gen", "suggest", path});
  const std::string grant = command + " | aa-userns-gen apply -";
  refuse("program-for-policy"_id, file, "this is a program, not a policy",
         command.empty() ? "'aa-userns-gen suggest' makes a policy for a program"
                         : "this makes one for it, and grants it: " + grant);
}

std::optional<PolicyText> from_file(const std::string& file) {
  const FileDescriptor open_file(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!open_file && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (!open_file && errno != EACCES) fail_with_errno("open", file);
  if (!open_file) refuse("policy-unreadable"_id, file, std::generic_category().message(errno));
  struct stat status {};
  if (::fstat(open_file.get(), &status) != 0)
    refuse("policy-unreadable"_id, file, std::generic_category().message(errno));
  if (S_ISDIR(status.st_mode))
    refuse("policy-unreadable"_id, file, "it is a folder", "name the policy files one by one");
  if (is_compiled(open_file) || is_script(open_file, status, file)) refuse_program(file);
  // Opening waits for nobody, but reading waits for the writer of a pipe, as in <(...).
  const int flags = ::fcntl(open_file.get(), F_GETFL);
  if (flags < 0 || ::fcntl(open_file.get(), F_SETFL, flags & ~O_NONBLOCK) != 0) {
    refuse("policy-unreadable"_id, file, std::generic_category().message(errno));
  }
  return PolicyText{read_to_end(open_file, file), file};
}

/// A file that is named by its path is the caller's choice; root is told whose it is.
std::optional<PolicyText> from_path(const std::string& file) {
  auto found = from_file(file);
  std::error_code gone;  // the working folder may be
  const std::string path = std::filesystem::absolute(file, gone);
  if (found && !gone && ::geteuid() == 0) found->doubt = doubt_about(Root(), path);
  return found;
}

/// "policies/runner.yaml" and "runner" both look for runner.yaml.
std::string file_name_of(const std::string& argument) {
  const std::string name = last_part_of(argument);
  return name.ends_with(".yaml") || name.ends_with(".yml") ? name : name + ".yaml";
}

std::string hint_for(const Root& root, const std::string& argument) {
  const std::vector<std::string> known = attempt([&] { return policy_names(root); });
  const std::vector<std::string_view> names(known.begin(), known.end());
  const auto meant = nearest(argument, names);
  return meant ? aug::format("did you mean '{}'?", *meant)
               : "name a file, or a policy that 'aa-userns-gen list' has; for a program, 'aa-userns-gen suggest "
                 "PROGRAM' makes one";
}

/// Whatever keeps a policy from being read is a mistake of who named it.
template <typename Read>
auto as_policy_mistake(Read read) {
  try {
    return read();
  } catch (const Failure& failure) {
    throw Failure(ExitCode::invalid_policy, failure.diagnoses());
  }
}

PolicyText look_up(const Root& root, const std::string& argument) {
  if (argument == "-") return {read_to_end(FileDescriptor(::dup(STDIN_FILENO)), "standard input"), "stdin"};
  const bool is_bare_name = argument.find_first_of("/.") == std::string::npos;
  if (!is_bare_name) {
    if (auto found = from_path(argument)) return *found;
  }
  if (!argument.starts_with('/')) {
    if (auto found = policy_in_folders(root, file_name_of(argument))) return *found;
  }
  if (is_bare_name) {
    if (auto found = from_path(argument)) return *found;
  }
  refuse("no-such-policy"_id, argument, "there is no such file", hint_for(root, argument));
}

}  // namespace

PolicyText find_policy(const Root& root, const std::string& argument) {
  return as_policy_mistake([&] { return look_up(root, argument); });
}

std::vector<PolicyText> own_policies(const Root& root) {
  return as_policy_mistake([&] { return policies_of_administrator(root); });
}

}  // namespace aug
