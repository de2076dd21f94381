#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/apparmor_parser.h"
#include "system/kernel.h"
#include "system/ownership.h"
#include "system/witness.h"

namespace aug {
namespace {

namespace fs = std::filesystem;

struct stat status_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    throw Failure(ExitCode::unsupported, "parser-unusable"_id,
                  aug::format("cannot use {}: {}", path.string(), std::strerror(errno)));
  }
  return status;
}

[[noreturn]] void refuse(const fs::path& program, const std::string& why, std::string hint = {}) {
  throw Failure(ExitCode::unsupported, "parser-unusable"_id, aug::format("cannot use {}: {}", program.string(), why),
                std::move(hint));
}

std::string checked(const fs::path& asked) {
  Witness::note(asked.string());
  std::error_code error;
  const fs::path program = fs::canonical(asked, error);
  if (error) refuse(asked, error.message());
  if (!S_ISREG(status_of(program).st_mode) || ::access(program.c_str(), X_OK) != 0) refuse(program, "it is no program");
  // A sticky folder is fine: only the owner can exchange what is in it.
  const auto unsafe = open_safely(Root(), program.string(), {.caller = true, .sticky_folders = true}).unsafe;
  if (unsafe) refuse(program, aug::format("{} {}", unsafe->path, unsafe->why), way_to_safety(unsafe->path));
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
    Witness::note(standard);
    if (fs::exists(standard, absent)) return checked(standard);
  }
  throw Failure(ExitCode::unsupported, "parser-missing"_id, "cannot find apparmor_parser", "'apt install apparmor'");
}

std::string build_identity(const ParserSetting& setting, const std::string& features) {
  const struct stat status = status_of(setting.program);
  return aug::format("parser {}\nsize {}\nmodified {}.{:09}\n{}", setting.program, status.st_size,
                     status.st_mtim.tv_sec, status.st_mtim.tv_nsec, features);
}

}  // namespace aug
