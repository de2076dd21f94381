#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "core/text/shell_word.h"
#include "system/apparmor_parser.h"
#include "system/kernel.h"

namespace aug {
namespace {

namespace fs = std::filesystem;

struct stat status_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    throw Failure(ExitCode::unsupported, aug::format("cannot use {}: {}", path.string(), std::strerror(errno)));
  }
  return status;
}

[[noreturn]] void refuse(const fs::path& program, const std::string& why, std::string hint = {}) {
  throw Failure(ExitCode::unsupported, aug::format("cannot use {}: {}", program.string(), why), std::move(hint));
}

/// Others could put something else in its place. A sticky folder is fine: only the owner can rename what is in it.
void require_unchangeable(const fs::path& program, const fs::path& path) {
  const struct stat status = status_of(path);
  if (status.st_uid != 0 && status.st_uid != ::geteuid()) {
    refuse(program, aug::format("{} belongs to user {}, not to root", path.string(), status.st_uid),
           shell_line({"chown", "root", path.string()}));
  }
  const bool sticky = S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0;
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && !sticky) {
    refuse(program, aug::format("others than its owner can write to {}", path.string()),
           shell_line({"chmod", "go-w", path.string()}));
  }
}

std::string checked(const fs::path& asked) {
  std::error_code error;
  const fs::path program = fs::canonical(asked, error);
  if (error) refuse(asked, error.message());
  if (!S_ISREG(status_of(program).st_mode) || ::access(program.c_str(), X_OK) != 0) refuse(program, "it is no program");
  for (fs::path path = program; path != path.parent_path(); path = path.parent_path()) {
    require_unchangeable(program, path);
  }
  require_unchangeable(program, "/");
  return program.string();
}

}  // namespace

std::string find_parser(const std::string& asked) {
  if (!asked.empty()) {
    if (!asked.starts_with('/')) refuse(asked, "it is no absolute path");
    return checked(asked);
  }
  for (const char* standard : {"/usr/sbin/apparmor_parser", "/sbin/apparmor_parser"}) {
    std::error_code absent;
    if (fs::exists(standard, absent)) return checked(standard);
  }
  throw Failure(ExitCode::unsupported, "cannot find apparmor_parser", "'apt install apparmor'");
}

std::string build_identity(const ParserSetting& setting, const std::string& kernel_features) {
  const struct stat status = status_of(setting.program);
  return aug::format("parser {}\nsize {}\nmodified {}.{:09}\n{}", setting.program, status.st_size,
                     status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                     setting.features.empty() ? kernel_features : features_in(setting.features));
}

}  // namespace aug
