#include "core/plan/parser_sources.h"

#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace aug {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// "include <tunables/global>" or "abi <abi/4.0>,", alone on its line.
bool is_shared_line(std::string_view line) {
  for (const std::string_view keyword : {"include if exists ", "include ", "abi "}) {
    if (!line.starts_with(keyword)) continue;
    const std::string_view rest = without_blanks(line.substr(keyword.size()));
    const std::size_t end = rest.find('>');
    return rest.starts_with('<') && end != std::string_view::npos && rest.find('<', 1) == std::string_view::npos &&
           (end + 1 == rest.size() || rest.substr(end + 1) == ",");
  }
  return false;
}

/// A text in two: what others may have before their profiles as well, without comments; and the profiles.
struct Parts {
  std::string shared;
  std::string_view profiles;
};

std::optional<Parts> parts_of(std::string_view text) {
  Parts parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = without_blanks(text.substr(at, end - at));
    if (line.starts_with("profile ")) {
      parts.profiles = text.substr(at);
      return parts;
    }
    // "#include" is an include, too.
    const bool is_comment = line.starts_with("# ") || line == "#";
    if (is_shared_line(line)) {
      parts.shared.append(line).push_back('\n');
    } else if (!line.empty() && !is_comment) {
      return std::nullopt;
    }
    at = end + 1;
  }
  return std::nullopt;
}

}  // namespace

std::vector<ParserSource> separate_sources(std::span<const RenderedProfile> profiles) {
  std::vector<ParserSource> sources;
  for (const RenderedProfile& profile : profiles) sources.push_back({profile.text, profile.optional_classes});
  return sources;
}

std::vector<ParserSource> joined_sources(std::span<const RenderedProfile> profiles) {
  if (profiles.size() == 1) return separate_sources(profiles);
  std::vector<ParserSource> sources;
  std::map<std::pair<std::string, std::vector<std::string>>, std::size_t> known;
  for (const RenderedProfile& profile : profiles) {
    const auto parts = parts_of(profile.text);
    if (!parts) {
      sources.push_back({profile.text, profile.optional_classes});
      continue;
    }
    const auto [found, is_new] = known.try_emplace({parts->shared, profile.optional_classes}, sources.size());
    if (is_new) sources.push_back({parts->shared, profile.optional_classes});
    sources[found->second].text.append(parts->profiles).push_back('\n');
  }
  return sources;
}

}  // namespace aug
