#include "system/policy_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/paths.h"
#include "core/text/spelling.h"
#include "system/errno_failure.h"
#include "system/file_io.h"
#include "system/installed.h"
#include "system/ownership.h"

namespace aug {
namespace {

constexpr const char* own_folder = "/etc/aa-userns-gen/policies";
constexpr std::string_view built_in_folder = "policies/";

[[noreturn]] void refuse(const std::string& file, const std::string& why, const std::string& hint = {}) {
  throw Failure(ExitCode::invalid_policy, aug::format("cannot read the policy {}: {}", file, why), hint);
}

std::optional<PolicyText> from_file(const std::string& file) {
  const FileDescriptor open_file(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!open_file && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (!open_file && errno != EACCES) fail_with_errno("open", file);
  if (!open_file) refuse(file, std::generic_category().message(errno));
  struct stat status {};
  if (::fstat(open_file.get(), &status) != 0) refuse(file, std::generic_category().message(errno));
  if (S_ISDIR(status.st_mode)) refuse(file, "it is a folder", "name the policy files one by one");
  // Opening waits for nobody, but reading waits for the writer of a pipe, as in <(...).
  const int flags = ::fcntl(open_file.get(), F_GETFL);
  if (flags < 0 || ::fcntl(open_file.get(), F_SETFL, flags & ~O_NONBLOCK) != 0) {
    refuse(file, std::generic_category().message(errno));
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

std::optional<PolicyText> from_folders(const Root& root, const std::string& name) {
  const std::string own = aug::format("{}/{}", own_folder, name);
  if (auto text = read_safely(root, own)) return PolicyText{std::move(*text), root.outside(own)};
  if (const std::string share = share_folder(); !share.empty()) {
    const std::string file = aug::format("{}/policies/{}", share, name);
    if (auto text = read_safely(Root(), file)) return PolicyText{std::move(*text), file};
  }
  if (const auto text = built_in(std::string(built_in_folder) + name)) {
    return PolicyText{std::string(*text), aug::format("built-in {}{}", built_in_folder, name)};
  }
  return std::nullopt;
}

std::string hint_for(const std::string& argument) {
  std::vector<std::string_view> names;
  for (std::string_view name : built_in_names()) {
    if (!name.starts_with(built_in_folder)) continue;
    name.remove_prefix(built_in_folder.size());
    names.push_back(name.substr(0, name.rfind('.')));
  }
  std::sort(names.begin(), names.end());
  const auto meant = nearest(argument, names);
  return meant ? aug::format("did you mean '{}'?", *meant)
               : aug::format("name a file, or one of {}", fmt::join(names, ", "));
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
    if (auto found = from_folders(root, file_name_of(argument))) return *found;
  }
  if (is_bare_name) {
    if (auto found = from_path(argument)) return *found;
  }
  refuse(argument, "there is no such file", hint_for(argument));
}

std::vector<PolicyText> read_own(const Root& root) {
  std::vector<PolicyText> texts;
  for (const std::string& name : root.names_in(own_folder)) {
    if (!name.ends_with(".yaml") && !name.ends_with(".yml")) continue;
    const std::string path = aug::format("{}/{}", own_folder, name);
    if (auto text = read_safely(root, path)) texts.push_back({std::move(*text), root.outside(path)});
  }
  return texts;
}

}  // namespace

PolicyText find_policy(const Root& root, const std::string& argument) {
  return as_policy_mistake([&] { return look_up(root, argument); });
}

std::vector<PolicyText> own_policies(const Root& root) {
  return as_policy_mistake([&] { return read_own(root); });
}

}  // namespace aug
