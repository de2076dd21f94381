#include "system/packages.h"

#include "core/text/failure.h"
#include "core/text/format.h"
#include "system/process.h"

namespace aug {
namespace {

constexpr const char* database = "/var/lib/dpkg";
constexpr const char* dpkg_query = "/usr/bin/dpkg-query";
constexpr std::chrono::seconds time_limit{30};
constexpr int nothing_found = 1;  // dpkg-query(1), exit status

}  // namespace

std::string package_that_owns(const Root& root, const std::string& path) {
  if (!root.is_folder(database) || !Root().status(dpkg_query)) return "";
  const ProcessResult result =
      run({{dpkg_query, aug::format("--admindir={}", root.outside(database)), "--search", path}, "", time_limit});
  if (result.exit_status == nothing_found) return "";
  if (!result.succeeded()) {
    throw Failure(ExitCode::failed, aug::format("cannot find out which package owns {}: {}: {}", path, dpkg_query,
                                                how_it_ended(result, time_limit)));
  }
  return result.out.substr(0, result.out.find(": "));
}

}  // namespace aug
