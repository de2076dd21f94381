#include "system/packages.h"

#include <algorithm>

#include "core/text/failure.h"
#include "core/text/format.h"

namespace aug {
namespace {

constexpr const char* database = "/var/lib/dpkg/info";
constexpr std::string_view ending = ".list";
constexpr std::size_t most_bytes = 512U << 20U;

std::string common_begin(const std::set<std::string>& paths) {
  const std::string& first = *paths.begin();  // in their order, the last differs most from it
  const auto [end, other] = std::mismatch(first.begin(), first.end(), paths.rbegin()->begin(), paths.rbegin()->end());
  return {first.begin(), end};
}

/// A line that is one of the paths, which all begin with `begin`; "" for none.
std::string line_among(std::string_view text, const std::set<std::string>& paths, const std::string& begin) {
  for (std::size_t at = 0; (at = text.find(begin, at)) != std::string_view::npos; ++at) {
    if (at > 0 && text[at - 1] != '\n') continue;
    std::string line(text.substr(at, text.find('\n', at) - at));
    if (paths.contains(line)) return line;
  }
  return "";
}

}  // namespace

// Not dpkg-query: it follows the links of another tree out of it, and waits for its pipes.
std::optional<OwnedPath> path_of_package(const Root& root, const std::set<std::string>& paths) {
  if (paths.empty()) return std::nullopt;
  const std::string begin = common_begin(paths);
  std::size_t bytes = 0;
  for (const std::string& name : root.names_in(database)) {
    if (!name.ends_with(ending)) continue;
    const std::string text = root.read(aug::format("{}/{}", database, name)).value_or("");
    const std::string owned = line_among(text, paths, begin);
    if (!owned.empty()) return OwnedPath{owned, name.substr(0, name.size() - ending.size())};
    if ((bytes += text.size()) > most_bytes) {
      throw Failure(ExitCode::failed, "too-large"_id,
                    aug::format("cannot find out which package owns {}: the lists in {} are too large", *paths.begin(),
                                root.outside(database)));
    }
  }
  return std::nullopt;
}

}  // namespace aug
