#include "core/host/other_version.h"

#include <algorithm>
#include <cstring>

#include "core/text/ascii.h"
#include "core/text/format.h"

namespace aug {
namespace {

/// "opt", "agent", "1.0" of "/opt/agent/1.0".
std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    path.remove_prefix(1);  // the '/'
    const std::size_t end = std::min(path.find('/'), path.size());
    parts.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return parts;
}

std::size_t first_digit_in(std::string_view part) {
  return static_cast<std::size_t>(std::ranges::find_if(part, is_digit) - part.begin());
}

bool is_of_other_version(std::string_view part, std::string_view other) {
  const std::size_t digit = first_digit_in(part);
  const std::size_t other_digit = first_digit_in(other);
  return digit < part.size() && other_digit < other.size() && part.substr(0, digit) == other.substr(0, other_digit);
}

}  // namespace

std::vector<std::string> patterns_of_other_versions(std::string_view path) {
  if (path.find_first_of("*?[{\\") != std::string_view::npos) return {};
  std::vector<std::string> patterns;
  for (const std::string_view part : parts_of(path)) {
    if (first_digit_in(part) == part.size()) continue;
    const std::size_t at = static_cast<std::size_t>(part.data() - path.data());
    patterns.insert(patterns.begin(), aug::format("{}*{}", path.substr(0, at), path.substr(at + part.size())));
  }
  return patterns;
}

bool is_other_version(std::string_view path, std::string_view other) {
  const std::vector<std::string_view> parts = parts_of(path);
  const std::vector<std::string_view> others = parts_of(other);
  if (parts.size() != others.size()) return false;
  const auto [part, same] = std::ranges::mismatch(parts, others);
  return part != parts.end() && is_of_other_version(*part, *same) && std::equal(part + 1, parts.end(), same + 1);
}

std::string newest_of(const std::vector<std::string>& paths) {
  const auto is_older = [](const std::string& a, const std::string& b) {
    return ::strverscmp(a.c_str(), b.c_str()) < 0;
  };
  const auto newest = std::ranges::max_element(paths, is_older);
  return newest == paths.end() ? "" : *newest;
}

}  // namespace aug
