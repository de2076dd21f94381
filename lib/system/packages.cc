#include "system/packages.h"

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

constexpr const char* database = "/var/lib/dpkg/info";
constexpr std::string_view ending = ".list";
constexpr std::size_t most_bytes = 512U << 20U;

/// Each on a line of its own.
bool has_line(std::string_view text, const std::string& line) {
  for (std::size_t at = 0; (at = text.find(line, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + line.size();
    if ((at == 0 || text[at - 1] == '\n') && (end == text.size() || text[end] == '\n')) return true;
  }
  return false;
}

}  // namespace

// Not dpkg-query: it follows the links of another tree out of it, and waits for its pipes.
std::string package_that_owns(const Root& root, const std::string& path) {
  std::size_t bytes = 0;
  for (const std::string& name : root.names_in(database)) {
    if (!name.ends_with(ending)) continue;
    const std::string text = root.read(aug::format("{}/{}", database, name)).value_or("");
    if (has_line(text, path)) return name.substr(0, name.size() - ending.size());
    if ((bytes += text.size()) > most_bytes) {
      throw Failure(ExitCode::failed,
                    aug::format("cannot find out which package owns {}: the lists in {} are too large", path,
                                root.outside(database)));
    }
  }
  return "";
}

}  // namespace aug
