#include "core/apparmor/label.h"

#include <algorithm>

namespace aug {
namespace {

constexpr std::string_view between = "//&";

}  // namespace

std::string Label::first() const {
  return profiles.empty() ? "" : profiles.front();
}

std::string Label::name() const {
  std::string joined = first();
  for (std::size_t at = 1; at < profiles.size(); ++at) joined.append(between).append(profiles[at]);
  return joined;
}

bool Label::has(std::string_view profile) const {
  return std::find(profiles.begin(), profiles.end(), profile) != profiles.end();
}

bool Label::is_unconfined() const {
  return profiles.size() == 1 && first() == "unconfined";
}

Label label_from(std::string_view text) {
  Label label;
  if (const std::size_t mode = text.rfind(" ("); mode != std::string_view::npos && text.ends_with(')')) {
    label.mode = text.substr(mode + 2, text.size() - mode - 3);
    text = text.substr(0, mode);
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    label.profiles.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + between.size(), text.size()));
  }
  return label;
}

}  // namespace aug
